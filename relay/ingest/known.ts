import type { PoolClient } from 'pg';
import { type Hex, zero32 } from '../../lib/protocol/scalar/hex.ts';
import { binaryArray } from '../db/binary.ts';
import { holdEpochText } from '../db/locks.ts';
import type { CampaignsTable } from '../db/tables.ts';
import { answered } from '../db/transaction.ts';
import type { BatchRow, Checked } from './batch.ts';
import type { Standing } from './standing.ts';
import { TaskStates } from './tasks.ts';

/** A campaign with its row locked, and the epoch that is open. */
export type LockedCampaign = CampaignsTable & { epoch: number; receipt_key: Hex | null };

/** What the database knows of some batches, as long as the transaction holds its locks. */
export interface Known {
  campaigns: Map<Hex, LockedCampaign>;
  /** Batches that were received before, by key and sequence. */
  before: Map<string, BatchRow>;
  /** Per batch: an id for its row, and for whom its key signs. */
  batches: { id: number; standing: Standing | undefined }[];
  tasks: TaskStates;
  /** Labels that these batches bring so far, by campaign and account. */
  coming: Map<string, number>;
}

export const nameOf = ({ key, sequence }: { key: Hex; sequence: number }): string => `${key}/${sequence}`;

/** In one order, so that two relays do not wait for each other. The epoch is read after its lock, in a snapshot of then. */
const lockCampaigns = `select campaigns.*, open.epoch, open.receipt_key from campaigns, epochs open
  where open.state = 'open' and campaign = any ($1::text[]) order by campaign for update of campaigns`;

const newestLink = `select account, pay_to, signer, not_after from delegations
  where key = asked.key and campaign = asked.campaign order by position desc limit 1`;

const findStandings = `select nextval(pg_get_serial_sequence('batches', 'id')) id, links.*
  from unnest($1::text[], $2::text[]) with ordinality asked (key, campaign, place) left join lateral (
    select second.account, second.pay_to, least(first.not_after, second.not_after) until, exists (
      select from revocations r where r.account = second.account and r.key in (asked.key, second.signer)) revoked
    from (${newestLink}) second, lateral (
      select not_after from delegations
      where key = second.signer and campaign = '${zero32}' and account = second.account
      order by position desc limit 1) first) links on true
  order by place`;

const findBefore = `select before.* from unnest($1::text[], $2::int8[]) asked (key, sequence), lateral (
  select * from batches where key = asked.key and sequence = asked.sequence limit 1) before`;

/** Of the tasks in the order of $3, those with labels; of each as many as its batch has in $4. */
const findTasks = `with accounts as materialized (
    select place, decode(substr((select account from (${newestLink}) link), 3), 'hex') account
    from unnest($1::text[], $2::text[]) with ordinality asked (key, campaign, place)),
  wanted as materialized (
    select task, place, row_number() over () - 1 nth
    from rows from (unnest($3::bytea[]), unnest($4::int4[])) asked (task, place))
  select nth, known.labels, (select hash from batches where id = own) earlier,
    exists (select from tasks where tasks.task = wanted.task) is_full, r.labels before, r.price kept
  from wanted join accounts using (place) left join reopened r on r.task = wanted.task, lateral (
    select count(*)::int4 labels, max(batch) filter (where labels.account = accounts.account) own
    from labels where labels.task = wanted.task and label is not null) known
  where known.labels > 0`;

interface TaskRow {
  nth: number;
  labels: number;
  earlier: Hex | null;
  is_full: boolean;
  /** Of a task that was opened again. */
  before: number | null;
  kept: bigint | null;
}

/**
 * Begins a transaction, holds the epoch, locks the campaigns of these batches, and reads what the database knows of
 * them: all under way at once, each statement in a snapshot taken when its turn comes.
 */
export async function lockAndRead(client: PoolClient, checked: readonly Checked[]): Promise<Known> {
  const asked = checked.map(({ request }) => request.batch);
  const keys = asked.map(({ key }) => key);
  const named = asked.map(({ campaign }) => campaign);
  const tasks = checked.flatMap(({ hashed }) => hashed.map(({ task }) => task));
  const places = checked.flatMap(({ hashed }, at) => Array<number>(hashed.length).fill(at + 1));
  const [, campaigns, links, before, labeled] = await answered(
    client.query(`begin; ${holdEpochText}`),
    client.query<LockedCampaign>({
      name: 'lock-campaigns',
      text: lockCampaigns,
      values: [[...new Set(named)]],
    }),
    client.query<Partial<Standing> & { id: number; pay_to: Hex }>({
      name: 'find-standings',
      text: findStandings,
      values: [keys, named],
    }),
    client.query<BatchRow>({
      name: 'find-before',
      text: findBefore,
      values: [keys, asked.map(({ sequence }) => sequence)],
    }),
    client.query<TaskRow>({
      name: 'find-tasks',
      text: findTasks,
      values: [keys, named, binaryArray('bytea', tasks), `{${places}}`],
    }),
  );
  const states = new TaskStates();
  const labels = checked.flatMap(({ request }) => request.labels);
  for (const row of labeled.rows) {
    const { task } = labels[row.nth]!;
    const account = links.rows[places[row.nth]! - 1]?.account;
    const again = row.before === null || row.kept === null ? null : { before: row.before, kept: row.kept };
    states.know(task, { labels: row.labels, isFull: row.is_full, again });
    if (account !== undefined && row.earlier !== null) states.knowEarlier(task, account, row.earlier);
  }
  return {
    campaigns: new Map(campaigns.rows.map((row) => [row.campaign, row])),
    before: new Map(before.rows.map((row) => [nameOf(row), row])),
    batches: links.rows.map(({ id, account, pay_to: payTo, until, revoked }) => ({
      id,
      standing: account == null ? undefined : { account, payTo, until: until!, revoked: revoked! },
    })),
    tasks: states,
    coming: new Map(),
  };
}
