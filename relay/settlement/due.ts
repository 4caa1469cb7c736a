import { sql } from 'kysely';
import { maxBatch } from '../../lib/protocol/signed/batch.ts';
import type { Context } from '../context.ts';
import { roomOf } from '../ingest/epoch-room.ts';

/** What a cut can not wait for, whatever the timer is. */
interface Urgent {
  requested: boolean;
  opened_at: number;
  /** A campaign of which the open epoch takes no further batch of the largest size. */
  full_one: boolean;
  /** When the last epoch became active, or the first was opened; null when no campaign is active. */
  silent_since: number | null;
}

/** What an epoch would have to say. */
interface News {
  /** Batches that no active epoch lists. */
  fresh: boolean;
  /** The earliest promise that is not kept yet. */
  promised: number | null;
  /** A campaign that has closed and is not final. */
  closed: boolean;
  /** A campaign of which an epoch has only listed what came. */
  put_off: boolean;
  /** Truths to which an active epoch is committed: the next opens them. */
  committed: boolean;
  /** A page was found to be there, or not, since the last cut. */
  confirmed: boolean;
  /** An appeal that nobody's label waits for, and by when the first must have come. */
  appealed: number | null;
}

/**
 * Whether to cut now: on command always, and when an epoch is full; by the timer when there is something to say; and whatever the timer is, before
 * half of the escrow's silence is over, since all of it lets redemption begin.
 */
export async function cutIsDue(context: Context): Promise<boolean> {
  const now = context.now();
  const { db, epochSeconds, epochLabels, chain } = context;
  const live = sql`with live as (
    select campaign, closes_at, last_epoch, last_labels, put_off from campaigns
    where chain_state = 'active' and final_epoch is null and settle_by + ${chain.grace} > ${now + chain.timelock})`;
  const { rows: epochs } = await sql<Urgent>`${live}
    select cut_requested requested, opened_at,
    exists (select from live where last_epoch = epoch and last_labels > ${epochLabels - roomOf(maxBatch)}) full_one,
    (select coalesce(max(activated_at), min(opened_at)) from epochs having exists (select from live)) silent_since
    from epochs where state = 'open'`.execute(db);
  const open = epochs[0];
  if (open === undefined) return false;
  const silent = open.silent_since !== null && now >= open.silent_since + chain.silence / 2;
  if (open.requested || open.full_one || silent) return true;
  if (epochSeconds === 0 || now < open.opened_at + epochSeconds) return false;
  // Asked every second when there is nothing to say, of campaigns that may have any number of open batches.
  const { rows } = await sql<News>`${live}
    select exists (select from live, lateral (
      select from batches b where b.campaign = live.campaign and reported_epoch is null limit 1) unlisted) fresh,
    (select min(accept_by) from live, lateral (
      select accept_by from batches b where b.campaign = live.campaign and b.open > 0 order by accept_by limit 1) first) promised,
    exists (select from live where closes_at <= ${now}) closed,
    exists (select from live where put_off is not null) put_off,
    exists (select from golds join live using (campaign) join epochs e on e.epoch = golds.epoch
      where opened_epoch is null and e.state = 'active') committed,
    exists (select from confirmations join live using (campaign) where decided_at >= ${open.opened_at}) confirmed,
    (select min(until) from appeals a join live using (campaign) join labels l using (batch, position) join reopened r on r.task = l.task
      where decided_epoch is null and not exists (
        select from labels w where w.task = r.task and w.state in ('received', 'held') and not exists (
          select from batches o join findings f using (campaign, number)
          where o.id = w.batch and f.position = w.position))) appealed`.execute(db);
  const { fresh, closed, put_off, committed, confirmed, promised, appealed } = rows[0]!;
  const soon = (date: number | null) => date !== null && date <= now + epochSeconds + chain.timelock;
  return fresh || closed || put_off || committed || confirmed || soon(promised) || soon(appealed);
}
