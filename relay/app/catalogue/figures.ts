import { type RawBuilder, sql } from 'kysely';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import type { Context } from '../../context.ts';

/** What the newest labels of a campaign add up to, and the newest of batches of which all is decided. */
export interface Figures {
  labels: number;
  refused: number;
  /** Median active time of the received ones; null when there are none. */
  median_ms: number | null;
  paid: number;
  rejected: number;
}

/** Labels of a campaign that are counted: how it goes now, and never more work however many it has. */
const newest = 5000;
/** Seconds that figures may be old: nobody waits for them. */
const life = 60;
/** After so many seconds all are counted, also where nothing is known to have changed. */
const longestLife = 3600;

/**
 * Parts per million of labels that are refused, or received and then settled at 0. Those that wait say nothing of how they will be
 * settled, and a campaign that gets many may have nothing but such among its newest.
 */
export const refusalRate = ({ labels, refused, paid, rejected }: Figures): number => {
  const atOnce = refused / labels;
  const later = rejected === 0 ? 0 : rejected / (paid + rejected);
  return Math.floor(1_000_000 * (atOnce + (1 - atOnce) * later));
};

/** Figures of campaigns with labels that are not over; at most once a minute those are counted of which something changed. */
export function figuresReader({ db, now }: Context): () => Promise<ReadonlyMap<Hex, Figures>> {
  const kept = new Map<Hex, Figures>();
  let countedAt = 0;
  let allCountedAt = 0;
  /** Transactions from here on may have changed what was counted. */
  let seen: string | null = null;
  return async () => {
    const at = now();
    if (at < countedAt + life) return kept;
    if (at >= allCountedAt + longestLife) [seen, allCountedAt] = [null, at];
    const { rows: marks } = await sql<{ mark: string }>`
      select pg_snapshot_xmin(pg_current_snapshot())::text mark`.execute(db);
    const { rows } = await sql<
      Figures & { campaign: Hex }
    >`select campaign, came.*, decided.* from campaigns c, lateral (
        select count(*) labels, count(*) filter (where state = 'refused') refused,
          percentile_disc(0.5) within group (order by active_ms) filter (where state <> 'refused') median_ms
        from (${newestOf(sql`true`)}) newest) came, lateral (
        select count(*) filter (where state = 'paid') paid, count(*) filter (where state = 'rejected') rejected
        from (${newestOf(sql`open = 0`)}) newest) decided
      where chain_state = 'active' and final_epoch is null and labels > 0
        and (${seen}::text is null or campaign in (select campaign from batches where changed >= ${seen}::text::xid8))`.execute(
      db,
    );
    for (const { campaign, ...figures } of rows) kept.set(campaign, figures);
    seen = marks[0]!.mark;
    countedAt = at;
    return kept;
  };
}

/** The newest labels of a campaign's batches of some kind. */
const newestOf = (kind: RawBuilder<unknown>) => sql`select state, active_ms from (
    select id, number from batches where campaign = c.campaign and ${kind} order by number desc limit ${newest}) b,
  lateral (select state, active_ms from labels where batch = b.id) l
  order by b.number desc limit ${newest}`;
