import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { lockEpoch } from '../db/locks.ts';

/**
 * A database that was set back to a backup does not know the receipts that were signed after it, and two receipts of one
 * number prove a lie. So a start, and whoever takes up a campaign of before, goes on at a number that no earlier receipt
 * can have: a campaign gets fewer batches a second than this, on average since it was opened on chain. A receipt's 32
 * bits last for 490 days of them, and a campaign for 90.
 */
const perSecond = 100;
const most = 2 ** 32 - 50_000_000;

/** The first number of a campaign that is taken up now. */
export const firstNumber = ({ startedAt, now }: Context, openedAt: number): number =>
  openedAt < startedAt ? Math.min(Math.max(now() - openedAt, 0) * perSecond, most) : 0;

/** Skips the numbers that receipts unknown to this database may have. Repeats change nothing by themselves: time does. */
export async function skipNumbers({ db, now }: Context): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockEpoch(trx);
    await sql`update campaigns
      set next_number = greatest(next_number, least((${now()}::int8 - opened_at) * ${perSecond}, ${most}))
      where opened_at > 0`.execute(trx);
  });
}
