import { sql, type Transaction } from 'kysely';
import type { CampaignFile, LabelRow, StatementEntry } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Gold } from '../../lib/protocol/signed/gold.ts';
import type { Policy } from '../../lib/protocol/terms/policy.ts';
import type { Lottery } from '../../lib/truth/lottery.ts';
import { type Copy, copiesOf, sendCopies } from '../db/insert-many.ts';
import type { SettlementsTable } from '../db/settlement-tables.ts';
import type { Tables } from '../db/tables.ts';
import { type DecidedAppeal, writeAppeals } from './appeals.ts';
import type { Decisions } from './decide.ts';
import { type PublicFile, writeFile } from './files.ts';
import { findingRows } from './findings.ts';
import { writeGolds } from './golds.ts';
import { ownedRows } from './owned.ts';
import { writePriors } from './priors.ts';
import { type Rest, writeRests } from './rests.ts';
import type { CampaignSettlement } from './settle-campaign.ts';
import { type SettledTruth, truthRows } from './truths.ts';

/** What a campaign's part leaves in the database; what there is a lot of, as it goes there. */
export interface Writing {
  files: PublicFile[];
  copies: Copy[];
  priors: CampaignFile['sums'];
  settledTasks: Hex[];
  golds: { opened: Gold[]; committed: Gold[] };
  /** Undefined where everybody is offered every task. */
  lottery: Lottery | undefined;
  appeals: DecidedAppeal[];
  rests: Rest[];
}

/** What came of a campaign in an epoch. */
interface Outcome {
  settlement: CampaignSettlement;
  decisions: Decisions;
  truths: readonly SettledTruth[];
  /** Undefined when its terms are not stored; then nothing is decided. */
  policy: Policy | undefined;
}

export const copiesOfPart = (
  campaign: Hex,
  { settlement, decisions, truths, policy }: Outcome,
  epoch: number,
): Copy[] => [
  ...copiesOf(
    'settlements',
    settlement.rows.values().map((row) => settlementRow(epoch, campaign, row)),
  ),
  ...(policy === undefined
    ? []
    : copiesOf('findings', findingRows(campaign, policy, decisions.labels, epoch))),
  ...copiesOf('truths', truthRows(campaign, truths, epoch)),
  ...copiesOf('weights', ownedRows(campaign, settlement.owned, epoch)),
];

/** Keeps what the statement says of a campaign until the epoch is active, and closes the tasks that it settles. */
export async function writePart(
  trx: Transaction<Tables>,
  { campaign, final }: Pick<StatementEntry, 'campaign' | 'final'>,
  { files, copies, priors, settledTasks, golds, lottery, appeals, rests }: Writing,
  epoch: number,
): Promise<void> {
  for (const file of files) await writeFile(trx, file);
  await sendCopies(trx, copies);
  await writePriors(trx, campaign, priors, epoch);
  await sql`insert into tasks
    select decode(substr(task, 3), 'hex'), ${campaign}, true from unnest(${settledTasks}::text[]) task
    on conflict (task) do update set closed = true`.execute(trx);
  await writeGolds(trx, campaign, golds, epoch);
  await writeAppeals(trx, campaign, appeals, epoch);
  await writeRests(trx, campaign, rests);
  if (lottery !== undefined)
    await trx
      .insertInto('lotteries')
      .values({ campaign, epoch, ...lottery })
      .execute();
  if (final)
    await trx.updateTable('campaigns').set({ final_epoch: epoch }).where('campaign', '=', campaign).execute();
}

const settlementRow = (epoch: number, campaign: Hex, row: LabelRow): SettlementsTable => ({
  epoch,
  campaign,
  number: row.number,
  position: row.index,
  state: row.state,
  credit: row.state === 'held' ? null : BigInt(row.credit),
  code: row.state === 'rejected' ? row.code : null,
  evidence: row.state === 'rejected' ? row.evidence : null,
  weight: row.state === 'paid' ? (row.weight ?? null) : null,
});
