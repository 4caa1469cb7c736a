import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { finalBlock } from '../chain/client.ts';
import { enqueue, requeue, transactionNamed } from '../chain/outbox.ts';
import { activateData } from '../chain/root-calls.ts';
import type { Context } from '../context.ts';
import { applyActivation } from './activated.ts';
import { cutEpoch } from './cut.ts';
import { dropEpoch } from './dropped.ts';
import { cutIsDue } from './due.ts';
import { readStatement } from './rewards.ts';

/**
 * Reverts that pass by waiting: the chain's clock is behind ours, or its final view is behind its head. Whether a root
 * that is not pending any more was activated by somebody else or revoked, only the final view says.
 */
const passing = new Set(['CutInTheFuture', 'NotDue', 'NotPending', 'nonce taken']);

/**
 * One step of settlement, by the one process that holds the lock. Reads where the epoch in flight is, in the database
 * and on chain, and does the next thing; a kill between two steps changes nothing.
 */
export async function advance(context: Context): Promise<void> {
  const flight = await context.db
    .selectFrom('epochs')
    .select(['epoch', 'state', 'cut', 'previous', 'statement_hash'])
    .where('state', 'in', ['cut', 'submitted'])
    .executeTakeFirst();
  if (flight === undefined) {
    if (!(await cutIsDue(context))) return;
    // Somebody may have activated a root that we had given up: nothing is cut without it.
    const { last } = await chainEpochs(context);
    if (!(await applyActivation(context, last))) await cutEpoch(context);
    return;
  }
  const { epoch } = flight;
  const submit = await transactionNamed(context.db, `submit:${epoch}`);
  const activate = await transactionNamed(context.db, `activate:${epoch}`);
  const chain = await chainEpochs(context);
  if (chain.last === epoch) {
    await applyActivation(context, epoch);
    return;
  }
  // Below: a node that lags. Above: a root that we had given up was activated after all, and what was cut without it
  // must not be paid.
  if (chain.last < (flight.previous ?? 0)) return;
  if (chain.last > (flight.previous ?? 0)) {
    if (!(await applyActivation(context, chain.last)))
      throw new Error(`epoch ${chain.last} is not of this database`);
    return dropEpoch(context, epoch, `overtaken by ${chain.last}`, true);
  }
  if (flight.state === 'cut') {
    // Cut by a clock that was wrong: the chain would not take it before that time has come.
    if (submit?.state === 'failed' && context.now() < (flight.cut ?? 0))
      await dropEpoch(context, epoch, 'cut in the future', true);
    else if (submit?.state === 'mined') await markSubmitted(context, epoch);
    else if (submit?.state === 'failed') await failed(context, epoch, `submit:${epoch}`, submit.reason);
    return;
  }
  if (chain.pending !== epoch) return dropEpoch(context, epoch, 'revoked', true);
  if (activate?.state === 'failed') return failed(context, epoch, `activate:${epoch}`, activate.reason);
  if (activate !== undefined || context.now() < chain.dueAt || flight.statement_hash === null) return;
  const statement = await readStatement(context.db, flight.statement_hash);
  await enqueue(context.db, {
    name: `activate:${epoch}`,
    to: context.chain.escrow,
    data: activateData(statement, flight.statement_hash),
  });
}

async function markSubmitted({ db, now }: Context, epoch: number): Promise<void> {
  await db
    .updateTable('epochs')
    .set({ state: 'submitted', submitted_at: now() })
    .where('epoch', '=', epoch)
    .where('state', '=', 'cut')
    .execute();
}

async function failed(context: Context, epoch: number, name: string, reason: string | null): Promise<void> {
  if (reason !== null && passing.has(reason)) await requeue(context.db, name);
  else await dropEpoch(context, epoch, `${name}: ${reason ?? 'failed'}`, false);
}

/** The escrow's own view at final depth: last active epoch, pending epoch (0 for none) and when that is due. */
async function chainEpochs({ chain }: Context): Promise<{ last: number; pending: number; dueAt: number }> {
  const { last, pending, dueAt } = await chain.client.readContract({
    address: chain.escrow,
    abi: campaignEscrowAbi,
    functionName: 'epochs',
    blockNumber: await finalBlock(chain),
  });
  return { last, pending, dueAt: Number(dueAt) };
}
