import { sql } from 'kysely';
import type { Context } from '../context.ts';

interface Facts {
  requested: boolean;
  opened_at: number;
  /** Batches that no active epoch lists. */
  fresh: boolean;
  /** The earliest promise that is not kept yet. */
  promised: number | null;
  /** A campaign that has closed and is not final. */
  closed: boolean;
  /** Truths to which an active epoch is committed: the next opens them. */
  committed: boolean;
  /** When the last epoch became active, or the first was opened; null when no campaign is active. */
  silent_since: number | null;
}

/**
 * Whether to cut now: on command always; by the timer when there is something to say; and whatever the timer is, before
 * half of the escrow's silence is over, since all of it lets redemption begin.
 */
export async function cutIsDue(context: Context): Promise<boolean> {
  const now = context.now();
  const { epochSeconds, chain } = context;
  const { rows } = await sql<Facts>`with live as (
      select campaign, closes_at from campaigns
      where chain_state = 'active' and final_epoch is null and settle_by + ${chain.grace} > ${now + chain.timelock})
    select cut_requested requested, opened_at,
    exists (select from batches join live using (campaign) where reported_epoch is null) fresh,
    (select min(accept_by) from batches join live using (campaign) where open > 0) promised,
    exists (select from live where closes_at <= ${now}) closed,
    exists (select from golds join live using (campaign) join epochs e on e.epoch = golds.epoch
      where opened_epoch is null and e.state = 'active') committed,
    (select coalesce(max(activated_at), min(opened_at)) from epochs having exists (select from live)) silent_since
    from epochs where state = 'open'`.execute(context.db);
  const facts = rows[0];
  if (facts === undefined) return false;
  const silent = facts.silent_since !== null && now >= facts.silent_since + chain.silence / 2;
  if (facts.requested || silent) return true;
  if (epochSeconds === 0 || now < facts.opened_at + epochSeconds) return false;
  const promised = facts.promised !== null && facts.promised <= now + epochSeconds + chain.timelock;
  return facts.fresh || facts.closed || facts.committed || promised;
}
