import { sql, type Transaction } from 'kysely';
import type { Context } from '../context.ts';
import type { CampaignsTable, Tables } from '../db/tables.ts';
import { type CampaignPart, type Cut, campaignPart } from './campaign-part.ts';
import { writeSettlements } from './write-settlements.ts';

/** The most entries of an epoch: nodes take no transaction of more than 128 kB, and an entry has 192 bytes. */
const mostEntries = 500;

/**
 * Settles the campaigns that have something to say, those with the earliest promise first, up to as many as one
 * activation can carry.
 * @returns parts ascending by campaign, and whether some wait for the next epoch
 */
export async function partsOf(
  context: Context,
  trx: Transaction<Tables>,
  when: Cut,
): Promise<{ parts: CampaignPart[]; more: boolean }> {
  const { rows: campaigns } = await sql<CampaignsTable>`select * from campaigns c
    where chain_state = 'active' and final_epoch is null and (closes_at <= ${when.cut}
      or exists (select from appeals a where a.campaign = c.campaign and a.decided_epoch is null)
      or exists (select from batches b where b.campaign = c.campaign and (b.reported_epoch is null or b.open > 0)))
    order by least(
      (select min(accept_by) from batches b where b.campaign = c.campaign and (b.reported_epoch is null or b.open > 0)),
      (select min(decide_by) from appeals a where a.campaign = c.campaign and a.decided_epoch is null)),
      campaign collate "C"`.execute(trx);
  const parts: CampaignPart[] = [];
  let more = false;
  for (const row of campaigns) {
    more = parts.length === mostEntries;
    if (more) break;
    const part = await campaignPart(context, trx, row, when);
    if (part === undefined) continue;
    parts.push(part);
    await writeSettlements(trx, part, when.epoch);
  }
  parts.sort((a, b) => (a.campaign < b.campaign ? -1 : 1));
  return { parts, more };
}
