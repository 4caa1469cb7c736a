import type { Context } from '../context.ts';

/**
 * An epoch's root will not be paid: the guardian revoked it, or it can not be submitted or activated. Its receipts are
 * covered by the next cut; tasks that its statement settled stay closed, since their bodies may have been read.
 *
 * @param again whether to cut again at once rather than by the timer
 */
export async function dropEpoch(
  context: Context,
  epoch: number,
  reason: string,
  again: boolean,
): Promise<void> {
  await context.db.transaction().execute(async (trx) => {
    await trx
      .updateTable('epochs')
      .set({ state: 'revoked', reason })
      .where('epoch', '=', epoch)
      .where('state', 'in', ['cut', 'submitted'])
      .execute();
    await trx.updateTable('campaigns').set({ final_epoch: null }).where('final_epoch', '=', epoch).execute();
    await trx.deleteFrom('findings').where('epoch', '=', epoch).execute();
    await trx.deleteFrom('priors').where('epoch', '=', epoch).execute();
    await trx.updateTable('golds').set({ opened_epoch: null }).where('opened_epoch', '=', epoch).execute();
    await trx
      .updateTable('appeals')
      .set({ outcome: null, decided_epoch: null })
      .where('decided_epoch', '=', epoch)
      .execute();
    await trx.updateTable('reopened').set({ closed_epoch: null }).where('closed_epoch', '=', epoch).execute();
    if (again)
      await trx.updateTable('epochs').set({ cut_requested: true }).where('state', '=', 'open').execute();
  });
  context.log.warn({ epoch, reason }, 'epoch dropped');
}
