import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../db/database.ts';
import { StartError } from '../start-error.ts';

/**
 * Asks for a cut of the open epoch, and waits until that epoch, or after a revoked one a later one, is active. An epoch
 * in flight comes first.
 * @returns the epoch that became active
 * @throws StartError when no relay has ever opened an epoch
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
  for (let left = 3; ; left -= 1) {
    const asked = await db
      .updateTable('epochs')
      .set({ cut_requested: true })
      .where('state', '=', 'open')
      .returning('epoch')
      .executeTakeFirst()
      .catch((cause: unknown) => {
        // No such table (PostgreSQL, appendix A).
        if (Object(cause).code === '42P01') return undefined;
        throw cause;
      });
    if (asked !== undefined) return asked.epoch;
    if (left === 0) throw new StartError('No relay has ever run on this database: start one first.');
    await sleep(100);
  }
}
