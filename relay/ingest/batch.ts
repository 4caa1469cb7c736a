import type { Kysely, Selectable } from 'kysely';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import type { Context } from '../context.ts';
import type { BatchesTable, Tables } from '../db/tables.ts';
import { ProblemError } from '../problem-error.ts';
import { type Checked, labelsOf } from './checked.ts';
import { labelsIn, roomLeft, roomOf } from './epoch-room.ts';
import { appealReserveOf, freeOf } from './free.ts';
import type { Known, LockedCampaign } from './known.ts';
import { standing } from './standing.ts';
import { judge, type Verdicts } from './verdicts.ts';

const hour = 3600;

export type BatchRow = Omit<Selectable<BatchesTable>, 'changed'>;

/** A batch that was not received before, with all that is to be written of it. */
export interface Judged extends Verdicts {
  checked: Checked;
  row: BatchRow;
}

/**
 * Judges a batch, under the epoch's shared lock and the campaign's row lock, and writes nothing.
 * @param db for terms that are not in memory: of a pool where no request waits that these locks keep waiting
 * @param at its place among the batches of this transaction
 * @throws ProblemError `unknown-campaign`, `unknown-terms`, `unknown-key`, `delegation-expired`, `revoked`, `closed`,
 *   `unavailable`
 */
export async function judgeBatch(
  context: Context,
  db: Kysely<Tables>,
  known: Known,
  checked: Checked,
  at: number,
): Promise<Judged> {
  const { batch, signature, hash, hashed } = checked;
  const campaign = known.campaigns.get(batch.campaign);
  if (campaign === undefined) throw new ProblemError('unknown-campaign');
  const { epoch, receipt_key: receiptKey } = campaign;
  // Before anything is written: another relay on this database can promise it, and answer.
  if (receiptKey === null || !context.receipts.holds(receiptKey))
    throw new ProblemError('unavailable', `This relay does not have the receipt key ${receiptKey}`);
  // No further statement speaks of it: a receipt, even one that refuses everything, would be missing for ever.
  if (campaign.chain_state !== 'active' || campaign.final_epoch !== null) throw new ProblemError('closed');
  const named = await context.termsOf(db, batch.campaign, batch.termsHash);
  const current = await context.termsOf(db, batch.campaign, campaign.terms_hash);
  if (named === undefined || current === undefined) throw new ProblemError('unknown-terms');
  const now = context.now();
  const { id, standing: found } = known.batches[at]!;
  const { account, accounts, payTo } = standing(found, now);
  const price = BigInt(named.price);
  const name = `${batch.campaign}${account}`;
  const isPaidByOthers = current.policy.pay === 'better-than-guess';
  const before = isPaidByOthers ? await context.newcomerOf(db, batch.campaign, account, accounts) : null;
  const verdicts = judge(labelsOf(checked), hashed.areOfTask, {
    account,
    accounts,
    batchHash: hash,
    terms: current,
    price,
    free: freeOf(campaign),
    appealReserve: appealReserveOf(campaign),
    lotteryTaken: campaign.lottery_taken,
    newcomer: before === null ? null : before + (known.coming.get(name) ?? 0),
    now,
    tasks: known.tasks,
    keccak: context.keccak,
  });
  const received = batch.count - verdicts.refused.length;
  // The extension keeps the batch until the cut that makes room.
  if (roomOf(batch.count) > roomLeft(campaign, epoch, { received, count: batch.count }, context.epochLabels))
    throw new ProblemError(
      'unavailable',
      'An epoch takes no more labels of this campaign: the next one will.',
    );
  known.coming.set(name, (known.coming.get(name) ?? 0) + received);
  const row: BatchRow = {
    id,
    hash,
    key: batch.key,
    sequence: batch.sequence,
    campaign: batch.campaign,
    terms_hash: batch.termsHash,
    count: batch.count,
    labels_root: batch.labelsRoot,
    signature,
    account,
    number: campaign.next_number,
    epoch,
    pay_to: payTo,
    received,
    amount: BigInt(received) * price,
    refused: canonicalText(verdicts.refused),
    duplicates: canonicalText(verdicts.duplicates),
    accept_by: now + current.acceptByHours * hour,
    receipt_key: receiptKey,
    reported_epoch: null,
    price,
    open: received,
  };
  known.campaigns.set(batch.campaign, after(campaign, row, verdicts));
  return { row, checked, ...verdicts };
}

/** The campaign's row as storing a batch will leave it. */
const after = (
  campaign: LockedCampaign,
  { amount, epoch, count }: BatchRow,
  { again }: Verdicts,
): LockedCampaign => ({
  ...campaign,
  next_number: campaign.next_number + 1,
  reserved: campaign.reserved + amount,
  appeals_paid: campaign.appeals_paid + again.paid,
  appeals_bound: campaign.appeals_bound - again.kept,
  last_epoch: epoch,
  last_labels: labelsIn(campaign, epoch) + roomOf(count),
});
