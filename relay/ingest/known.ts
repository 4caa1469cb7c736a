import type { PoolClient } from 'pg';
import { type Hex, zero32 } from '../../lib/protocol/scalar/hex.ts';
import { binaryWords } from '../db/binary.ts';
import { holdEpochText } from '../db/locks.ts';
import type { CampaignsTable } from '../db/tables.ts';
import { answered, beginText } from '../db/transaction.ts';
import type { BatchRow } from './batch.ts';
import type { Checked } from './checked.ts';
import { wordsSize } from './label-text.ts';
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

const findStandings = `select nextval('batches_id_seq') id, pay_to, until, revoked, coalesce(one.first, links.account) account,
    one.accounts
  from unnest($1::text[], $2::text[]) with ordinality asked (key, campaign, place) left join lateral (
    select second.account, second.pay_to, least(first.not_after, second.not_after) until, exists (
      select from revocations r where r.account = second.account and r.key in (asked.key, second.signer)) revoked
    from (${newestLink}) second, lateral (
      select not_after from delegations
      where key = second.signer and campaign = '${zero32}' and account = second.account
      order by position desc limit 1) first) links on true
  left join lateral (
    select first, array(select account from linked_accounts where first = mine.first) accounts
    from linked_accounts mine where account = links.account) one on true
  order by place`;

const findBefore = `select before.* from unnest($1::text[], $2::int8[]) asked (key, sequence), lateral (
  select * from batches where key = asked.key and sequence = asked.sequence limit 1) before`;

/**
 * Of the tasks of $3 what is known, in one row, as so many rows would cost more than looking them up: those with labels,
 * each with their number; of these those that are full, and those that were opened again; and for each account that is
 * asked about, or counts as one with it, the batches in which it has labeled one. Of an empty table PostgreSQL plans to
 * read the whole, or an index that does not begin with what is asked: the laterals, and a batch as the first from its id
 * on, leave it no choice.
 */
const findTasks = `with named as (
    select (select account from (${newestLink}) link) account from unnest($1::text[], $2::text[]) asked (key, campaign)),
  accounts as materialized (
    select distinct decode(substr(coalesce(other.account, named.account), 3), 'hex') account,
      coalesce(other.first, named.account) first
    from named left join lateral (select first from linked_accounts where account = named.account limit 1) mine on true
      left join lateral (select account, first from linked_accounts where first = mine.first offset 0) other on true),
  found as materialized (
    select task, account, batch from labels where task = any ($3::bytea[]) and label is not null),
  counted as materialized (select task, count(*)::int4 labels from found group by task)
  select string_agg(task || int4send(labels), '') counts,
    (select json_agg(encode(task, 'hex')) from tasks where task = any (array(select task from counted))) closed,
    (select json_agg(json_build_array(encode(task, 'hex'), labels, price::text))
      from reopened where task = any (array(select task from counted))) again,
    (select json_agg(json_build_array(encode(task, 'hex'), (select first from accounts where accounts.account = found.account),
        (select hash from batches where id >= found.batch order by id limit 1)))
      from found where account in (select account from accounts)) earlier
  from counted`;

interface StandingRow {
  id: number;
  /** Null, as all but the id, for a key that is not known. */
  account: Hex | null;
  pay_to: Hex | null;
  until: number | null;
  revoked: boolean | null;
  /** Of an account that stands alone null. */
  accounts: Hex[] | null;
}

interface TasksRow {
  /** Behind one another, of each task its digits and those of a 32-bit number. */
  counts: Hex | null;
  /** Digits. */
  closed: string[] | null;
  /** Of a task its digits, the labels it had, and what is kept for each that comes. */
  again: [string, number, string][] | null;
  /** Of a task its digits, an account, and the hash of a batch. */
  earlier: [string, Hex, Hex][] | null;
}

const [taskDigits, numberDigits] = [64, 8];

function statesOf({ counts, closed, again, earlier }: TasksRow): TaskStates {
  const states = new TaskStates();
  const digits = counts?.slice(2) ?? '';
  for (let at = 0; at < digits.length; at += taskDigits + numberDigits) {
    const end = at + taskDigits;
    states.of(`0x${digits.slice(at, end)}`).labels = Number.parseInt(
      digits.slice(end, end + numberDigits),
      16,
    );
  }
  for (const task of closed ?? []) states.of(`0x${task}`).isClosed = true;
  for (const [task, before, kept] of again ?? [])
    states.of(`0x${task}`).again = { before, kept: BigInt(kept) };
  for (const [task, account, hash] of earlier ?? []) states.of(`0x${task}`).knowEarlier(account, hash);
  return states;
}

/**
 * Begins a transaction, holds the epoch, locks the campaigns of these batches, and reads what the database knows of
 * them: all under way at once, each statement in a snapshot taken when its turn comes.
 */
export async function lockAndRead(client: PoolClient, checked: readonly Checked[]): Promise<Known> {
  const asked = checked.map(({ batch }) => batch);
  const keys = asked.map(({ key }) => key);
  const named = asked.map(({ campaign }) => campaign);
  const tasks = checked.flatMap(({ batch, words }) => {
    const of = Buffer.from(words.buffer);
    return Array.from({ length: batch.count }, (_, at) => ({ of, at: at * wordsSize }));
  });
  const [, campaigns, links, before, labeled] = await answered(client, () => [
    client.query(`${beginText}; ${holdEpochText}`),
    client.query<LockedCampaign>({
      name: 'lock-campaigns',
      text: lockCampaigns,
      values: [[...new Set(named)]],
    }),
    client.query<StandingRow>({
      name: 'find-standings',
      text: findStandings,
      values: [keys, named],
    }),
    client.query<BatchRow>({
      name: 'find-before',
      text: findBefore,
      values: [keys, asked.map(({ sequence }) => sequence)],
    }),
    client.query<TasksRow>({
      name: 'find-tasks',
      text: findTasks,
      values: [keys, named, binaryWords(tasks)],
    }),
  ]);
  return {
    campaigns: new Map(campaigns.rows.map((row) => [row.campaign, row])),
    before: new Map(before.rows.map((row) => [nameOf(row), row])),
    batches: links.rows.map(({ id, account, accounts, pay_to: payTo, until, revoked }) => ({
      id,
      standing:
        account === null
          ? undefined
          : { account, accounts: accounts ?? [account], payTo: payTo!, until: until!, revoked: revoked! },
    })),
    tasks: statesOf(labeled.rows[0]!),
    coming: new Map(),
  };
}
