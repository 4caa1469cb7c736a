import { sql, type Transaction } from 'kysely';
import { changesChain } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import type { CampaignsTable, Tables } from '../db/tables.ts';
import { sideBySide } from '../threads/side-by-side.ts';
import { type CampaignPart, type Cut, campaignPart, type Settling } from './campaign-part.ts';
import { taking } from './room.ts';
import { writePart } from './write-part.ts';

/** So many labels are settled before a thread has started. */
export const fewLabels = 20_000;

/** More would compute faster than one connection writes, and each may hold a campaign of the largest size. */
const mostThreads = 4;

/** A campaign whose part a thread is to compute. */
export interface PartTask {
  row: CampaignsTable;
  when: Cut;
  /** That the epoch is about. */
  campaigns: number;
  /** Nothing is decided of it. */
  undecided?: 'put off';
}

/** What a thread is told at its start, to compute as its relay does. */
export interface Whereby extends Pick<Settling, 'timelock' | 'grace' | 'confirms'> {
  databaseUrl: string;
  logLevel: string;
}

/** What the epoch's trees and statement are made of; the rest of a part is written, and not kept. */
export type KeptPart = Omit<CampaignPart, 'writing'>;

/**
 * Settles the campaigns of which there is something to say, those with a promise that is due first, then those that were put off
 * longest, until one activation carries no more; of the others it lists what came, and puts them off. Where labels are many,
 * threads read and compute while this one writes what came before: no more campaigns are in memory than there are threads and two.
 *
 * @param few labels up to which no thread is started
 * @returns parts ascending by campaign, and how many campaigns wait for the next epoch
 */
export async function partsOf(
  context: Context,
  trx: Transaction<Tables>,
  when: Cut,
  few: number,
): Promise<{ parts: KeptPart[]; putOff: number }> {
  const { campaigns, labels } = await campaignsToSettle(trx, when);
  const computed = computing(context, trx, labels > few);
  const tasks = campaigns.map((row): PartTask => ({ row, when, campaigns: campaigns.length }));
  const parts: KeptPart[] = [];
  const keep = async ({ writing, ...part }: CampaignPart) => {
    const { entry, failed } = part;
    if (entry !== undefined && writing !== undefined) await writePart(trx, entry, writing, when.epoch);
    if (failed) context.metrics.unsettled.inc();
    parts.push(part);
  };
  const takes = taking(context.room);
  const places: Places = { kept: [], taken: [] };
  let turns = 0;
  for await (const part of computed(tasks)) {
    const entry = part?.entry;
    if (entry !== undefined && !takes(entry)) break;
    const { campaign } = tasks[turns++]!.row;
    if (part?.failed) places.kept.push(campaign);
    else if (entry !== undefined && changesChain(entry)) places.taken.push(campaign);
    if (part !== undefined) await keep(part);
  }
  const putOff = tasks.slice(turns).map((task): PartTask => ({ ...task, undecided: 'put off' }));
  for await (const part of computed(putOff)) if (part !== undefined) await keep(part);
  places.kept.push(...putOff.map(({ row }) => row.campaign));
  await notePlaces(trx, when.epoch, places);
  parts.sort((a, b) => (a.campaign < b.campaign ? -1 : 1));
  return { parts, putOff: putOff.length };
}

/** Computes campaigns' parts in their order, in threads where that is long. */
function computing(context: Context, trx: Transaction<Tables>, isLong: boolean) {
  const { timelock, grace } = context.chain;
  const told = { timelock, grace, confirms: context.confirming !== undefined };
  const { keccak, hashLeaves, termsOf, randomBytes, log, databaseUrl } = context;
  const settling: Settling = { ...told, keccak, hashLeaves, termsOf, randomBytes, log };
  const compute = ({ row, when, campaigns, undecided }: PartTask, failed?: Error) =>
    campaignPart(settling, trx, row, when, campaigns, undecided ?? failed);
  return (tasks: readonly PartTask[]) =>
    sideBySide<PartTask, CampaignPart | undefined>(tasks, {
      alone: (task) => compute(task),
      isLong: () => isLong,
      thread: new URL('./part-worker.ts', import.meta.url),
      most: mostThreads,
      given: { ...told, databaseUrl, logLevel: log.level } satisfies Whereby,
      instead: compute,
    });
}

/**
 * Campaigns of which an epoch has something to say, in the order of their turns, and how many labels of theirs are not settled.
 * One that has closed and is not final has to be in a root by its `settle_by`.
 */
async function campaignsToSettle(trx: Transaction<Tables>, { cut, dueBy }: Pick<Cut, 'cut' | 'dueBy'>) {
  const { rows } = await sql<
    CampaignsTable & { labels: number }
  >`select c.*, waiting.labels from campaigns c, lateral (
      select min(accept_by) promised, coalesce(sum(b.open), 0)::int8 labels from batches b
      where b.campaign = c.campaign and (b.reported_epoch is null or b.open > 0)) waiting, lateral (
      select least(promised, case when closes_at <= ${cut} then settle_by end,
        (select min(decide_by) from appeals a where a.campaign = c.campaign and a.decided_epoch is null)) date) due
    where chain_state = 'active' and final_epoch is null and (closes_at <= ${cut} or promised is not null
      or exists (select from appeals a where a.campaign = c.campaign and a.decided_epoch is null))
    order by case when date <= ${dueBy} then date end, put_off, date, campaign collate "C"`.execute(trx);
  return { campaigns: rows, labels: rows.reduce((sum, { labels }) => sum + labels, 0) };
}

/** Of the campaigns that wait for a turn: those that keep their place, or get one, and those whose turn changes something on chain. */
interface Places {
  kept: Hex[];
  taken: Hex[];
}

/**
 * All others give their place up: they had a turn that changes nothing on chain, or there is nothing to decide of them any more. Whose
 * turn changes something there gives it up when that is there (`applyActivation`), since an epoch that is dropped was no turn.
 */
async function notePlaces(trx: Transaction<Tables>, epoch: number, { kept, taken }: Places): Promise<void> {
  await sql`update campaigns set put_off = ${epoch}
    where put_off is null and campaign = any(${kept}::text[])`.execute(trx);
  await sql`update campaigns set put_off = null
    where put_off is not null and campaign <> all(${[...kept, ...taken]}::text[])`.execute(trx);
}
