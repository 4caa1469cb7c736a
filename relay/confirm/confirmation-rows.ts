import { sql } from 'kysely';
import { leastLooks } from '../../lib/protocol/label/missed-page.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Db } from '../db/database.ts';
import type { Seen } from './look.ts';

/** A page that is to be looked at now. */
export interface DuePage {
  page: Hex;
  address: string;
  host: string;
}

const cursorName = 'confirm';

/** Looks that may say nothing before nobody looks any more, and seconds between them: 15 minutes, 1 hour, 4 hours. */
const mostUnsure = 4;
const unsureAgain = 900;

/** At most so many pages of a host, and of all, are due at once: the longest waiting. */
const perHost = 5;
const atOnce = 200;

/**
 * Notes the tasks of pattern campaigns that were labeled since it was called last. What a transaction under way is about to
 * commit is noted by a later call: the cursor goes up to the oldest of these.
 */
export async function noteTasks(db: Db, now: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ from: number; to: number; any: boolean }>`select "from", "to", exists (
        select from batches where changed >= "from"::text::xid8 and changed < "to"::text::xid8) "any"
      from (select coalesce((select block from cursors where name = ${cursorName}), 0) "from",
        pg_snapshot_xmin(pg_current_snapshot())::text::int8 "to") range`.execute(trx);
    const { from, to, any } = rows[0]!;
    // A cursor that moves by its own writing would be written for ever.
    if (!any) return;
    await sql`insert into confirmations (task, campaign, page, address, host, next_at)
      select distinct on (task) task, campaign, sha256(convert_to(address, 'UTF8')), address,
        substring(address from '^https?://([^/]+)'), ${now}::int8
      from (
        select l.task, b.campaign, l.label::json #>> '{target,address}' address
        from batches b join labels l on l.batch = b.id join campaigns c using (campaign)
        join campaign_terms t on t.campaign = c.campaign and t.terms_hash = c.terms_hash
        where b.changed >= ${from}::text::xid8 and b.changed < ${to}::text::xid8 and b.open > 0
          and l.state in ('received', 'held') and t.terms::json #>> '{universe,kind}' = 'pattern') labeled
      on conflict do nothing`.execute(trx);
    await sql`insert into cursors (name, block) values (${cursorName}, ${to})
      on conflict (name) do update set block = excluded.block`.execute(trx);
  });
}

/** Pages whose time has come, a few of each host, so that no host keeps the others waiting. */
export async function duePages(db: Db, now: number): Promise<DuePage[]> {
  const { rows } = await sql<DuePage>`with recursive hosts as (
      (select host from confirmations where next_at is not null order by host limit 1)
      union all
      select (select c.host from confirmations c where c.next_at is not null and c.host > hosts.host order by c.host limit 1)
      from hosts where hosts.host is not null),
    due as (
      select c.* from hosts, lateral (
        select page, address, host, next_at from confirmations
        where host = hosts.host and next_at <= ${now} order by next_at limit ${perHost}) c
      order by next_at limit ${atOnce})
    select distinct page, address, host from due`.execute(db);
  return rows;
}

/** Keeps what a look found out, for all tasks of the page whose time had come. What exists or is gone is looked at no more. */
export async function writeSeen(
  db: Db,
  page: Hex,
  seen: Seen,
  { now, again }: { now: number; again: number },
): Promise<void> {
  const due = sql`where page = decode(substr(${page}, 3), 'hex') and next_at <= ${now}`;
  switch (seen.outcome) {
    case 'exists':
      await sql`update confirmations set outcome = 'exists', decided_at = ${now}, next_at = null ${due}`.execute(
        db,
      );
      return;
    case 'gone':
      await sql`update confirmations set status = ${seen.status}, missed = missed + 1,
        first_missed = coalesce(first_missed, ${now}), last_missed = ${now},
        outcome = case when missed + 1 >= ${leastLooks} then 'gone' else outcome end,
        decided_at = case when missed + 1 >= ${leastLooks} then ${now} else decided_at end,
        next_at = case when missed + 1 >= ${leastLooks} then null else ${now + again}::int8 end ${due}`.execute(
        db,
      );
      return;
    case 'unknown':
      await sql`update confirmations set unsure = unsure + 1, outcome = 'unknown',
        decided_at = coalesce(decided_at, ${now}),
        next_at = case when unsure + 1 < ${mostUnsure} then ${now}::int8 + ${unsureAgain}::int8 * (1 << (2 * unsure)) end ${due}`.execute(
        db,
      );
  }
}
