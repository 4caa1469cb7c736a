import { sql, type Transaction } from 'kysely';
import type { LabelRow } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { insertMany } from '../db/insert-many.ts';
import type { Tables } from '../db/tables.ts';
import { writeAppeals } from './appeals.ts';
import type { CampaignPart } from './campaign-part.ts';
import { writeGolds } from './golds.ts';
import { writeOwned } from './owned.ts';
import { writeRests } from './rests.ts';
import { writeTruths } from './truths.ts';

/** Keeps what the statement says of a campaign until the epoch is active, and closes the tasks that it settles. */
export async function writeSettlements(
  trx: Transaction<Tables>,
  { campaign, entry, settlement, truths, golds, lottery, appeals, rests }: CampaignPart,
  epoch: number,
): Promise<void> {
  const rows = settlement.rows.map((row) => settlementRow(epoch, campaign, row));
  await insertMany(trx, 'settlements', rows);
  await sql`insert into tasks
    select decode(substr(task, 3), 'hex'), ${campaign}, true from unnest(${settlement.settledTasks}::text[]) task
    on conflict (task) do update set closed = true`.execute(trx);
  await writeTruths(trx, campaign, truths, epoch);
  await writeGolds(trx, campaign, golds, epoch);
  await writeAppeals(trx, campaign, appeals, epoch);
  await writeRests(trx, campaign, rests);
  await writeOwned(trx, campaign, settlement.owned, epoch);
  if (lottery !== undefined)
    await trx
      .insertInto('lotteries')
      .values({ campaign, epoch, ...lottery })
      .execute();
  if (entry.final)
    await trx.updateTable('campaigns').set({ final_epoch: epoch }).where('campaign', '=', campaign).execute();
}

function settlementRow(epoch: number, campaign: Hex, row: LabelRow) {
  return {
    epoch,
    campaign,
    number: row.number,
    position: row.index,
    state: row.state,
    credit: row.state === 'held' ? null : BigInt(row.credit),
    code: row.state === 'rejected' ? row.code : null,
    evidence: row.state === 'rejected' ? row.evidence : null,
    weight: row.state === 'paid' ? (row.weight ?? null) : null,
  };
}
