import type { Transaction } from 'kysely';
import type { LabelRow } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import type { SettlementsTable, Tables, TruthsTable } from '../db/tables.ts';
import type { CampaignPart } from './campaign-part.ts';
import type { SettledTask } from './settle-campaign.ts';

/** Rows of one insert: PostgreSQL takes 65,535 parameters. */
const most = 5000;

/** Keeps what the statement says of a campaign until the epoch is active, closes the tasks that it settles, and keeps their truth. */
export async function writeSettlements(
  trx: Transaction<Tables>,
  { campaign, entry, settlement }: CampaignPart,
  epoch: number,
): Promise<void> {
  const rows = settlement.rows.map((row) => settlementRow(epoch, campaign, row));
  for (let from = 0; from < rows.length; from += most)
    await trx
      .insertInto('settlements')
      .values(rows.slice(from, from + most))
      .execute();
  const tasks = settlement.settledTasks;
  for (let from = 0; from < tasks.length; from += most) {
    const some = tasks.slice(from, from + most);
    await trx
      .updateTable('tasks')
      .set({ closed: true })
      .where(
        'task',
        'in',
        some.map(({ task }) => task),
      )
      .execute();
    await trx
      .insertInto('truths')
      .values(some.map((task) => truthRow(epoch, campaign, task)))
      .execute();
  }
  if (entry.final)
    await trx.updateTable('campaigns').set({ final_epoch: epoch }).where('campaign', '=', campaign).execute();
}

const truthRow = (
  epoch: number,
  campaign: Hex,
  { task, truth, posterior, labels }: SettledTask,
): TruthsTable => ({
  campaign,
  task,
  epoch,
  truth: canonicalText(truth),
  posterior: canonicalText(posterior),
  numbers: labels.map(({ number }) => number),
  positions: labels.map(({ position }) => position),
});

function settlementRow(epoch: number, campaign: Hex, row: LabelRow): SettlementsTable {
  return {
    epoch,
    campaign,
    number: row.number,
    position: row.index,
    state: row.state,
    credit: row.state === 'held' ? null : BigInt(row.credit),
    code: row.state === 'rejected' ? row.code : null,
    evidence: row.state === 'rejected' ? row.evidence : null,
  };
}
