import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../db/database.ts';

/**
 * Asks for a cut of the open epoch, and waits until that epoch, or after a revoked one a later one, is active. An epoch
 * in flight comes first.
 * @returns the epoch that became active
 */
export async function closeEpoch(db: Db, signal?: AbortSignal): Promise<number> {
  const epoch = await askForCut(db);
  for (;;) {
    const active = await db
      .selectFrom('epochs')
      .select('epoch')
      .where('epoch', '>=', epoch)
      .where('state', '=', 'active')
      .orderBy('epoch')
      .limit(1)
      .executeTakeFirst();
    if (active !== undefined) return active.epoch;
    await sleep(100, undefined, { ...(signal === undefined ? {} : { signal }) });
  }
}

/** While the open epoch is being cut, the update waits for that and then finds it open no more, and the next one not yet. */
async function askForCut(db: Db): Promise<number> {
  for (;;) {
    const asked = await db
      .updateTable('epochs')
      .set({ cut_requested: true })
      .where('state', '=', 'open')
      .returning('epoch')
      .executeTakeFirst();
    if (asked !== undefined) return asked.epoch;
  }
}
