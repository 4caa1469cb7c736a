import { sql, type Transaction } from 'kysely';
import type { Context } from '../context.ts';
import type { CampaignsTable, Tables } from '../db/tables.ts';
import { sideBySide } from '../threads/side-by-side.ts';
import { type CampaignPart, type Cut, campaignPart, type Settling } from './campaign-part.ts';
import { writePart } from './write-part.ts';

/** The most entries of an epoch: nodes take no transaction of more than 128 kB, and an entry has 192 bytes. */
const mostEntries = 500;

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
}

/** What a thread is told at its start, to compute as its relay does. */
export interface Whereby extends Pick<Settling, 'timelock' | 'grace' | 'confirms'> {
  databaseUrl: string;
  logLevel: string;
}

/** What the epoch's trees and statement are made of; the rest of a part is written, and not kept. */
export type KeptPart = Omit<CampaignPart, 'writing'>;

/**
 * Settles the campaigns that have something to say, those with the earliest promise first, up to as many as one activation can
 * carry. Where labels are many, threads read and compute while this one writes what came before: no more campaigns are in memory
 * than there are threads and two.
 *
 * @param few labels up to which no thread is started
 * @returns parts ascending by campaign, and whether some wait for the next epoch
 */
export async function partsOf(
  context: Context,
  trx: Transaction<Tables>,
  when: Cut,
  few: number,
): Promise<{ parts: KeptPart[]; more: boolean }> {
  const { campaigns, labels } = await campaignsToSettle(trx, when);
  const { timelock, grace } = context.chain;
  const told = { timelock, grace, confirms: context.confirming !== undefined };
  const { keccak, hashLeaves, termsOf, randomBytes, log, databaseUrl } = context;
  const settling: Settling = { ...told, keccak, hashLeaves, termsOf, randomBytes, log };
  const tasks = campaigns.map((row): PartTask => ({ row, when, campaigns: campaigns.length }));
  const results = sideBySide<PartTask, CampaignPart | undefined>(tasks, {
    alone: ({ row }) => campaignPart(settling, trx, row, when, campaigns.length),
    isLong: () => labels > few,
    thread: new URL('./part-worker.ts', import.meta.url),
    most: mostThreads,
    given: { ...told, databaseUrl, logLevel: log.level } satisfies Whereby,
    instead: ({ row }, lost) => campaignPart(settling, trx, row, when, campaigns.length, lost),
  });
  const parts: KeptPart[] = [];
  let left = tasks.length;
  for await (const part of results) {
    left -= 1;
    if (part === undefined) continue;
    await writePart(trx, part, when.epoch);
    if (part.failed) context.metrics.unsettled.inc();
    const { writing: _, ...kept } = part;
    parts.push(kept);
    if (parts.length === mostEntries) break;
  }
  parts.sort((a, b) => (a.campaign < b.campaign ? -1 : 1));
  return { parts, more: left > 0 };
}

/** Campaigns of which an epoch has something to say, and how many labels of theirs are not settled. */
async function campaignsToSettle(trx: Transaction<Tables>, { cut }: Pick<Cut, 'cut'>) {
  const { rows } = await sql<
    CampaignsTable & { labels: number }
  >`select c.*, waiting.labels from campaigns c, lateral (
      select min(accept_by) promised, coalesce(sum(b.open), 0)::int8 labels from batches b
      where b.campaign = c.campaign and (b.reported_epoch is null or b.open > 0)) waiting
    where chain_state = 'active' and final_epoch is null and (closes_at <= ${cut} or promised is not null
      or exists (select from appeals a where a.campaign = c.campaign and a.decided_epoch is null))
    order by least(promised,
      (select min(decide_by) from appeals a where a.campaign = c.campaign and a.decided_epoch is null)),
      campaign collate "C"`.execute(trx);
  return { campaigns: rows, labels: rows.reduce((sum, { labels }) => sum + labels, 0) };
}
