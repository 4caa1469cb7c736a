import type { Transaction } from 'kysely';
import type { BatchRequest } from '../../lib/protocol/api/batches.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import type { Context } from '../context.ts';
import type { BatchesTable, CampaignsTable, EpochsTable, Tables } from '../db/tables.ts';
import { ProblemError } from '../problem-error.ts';
import { freeOf } from './free.ts';
import type { HashedLabel } from './leaves.ts';
import { standingOf } from './standing.ts';
import { storeBatch } from './store.ts';
import { taskStates } from './tasks.ts';
import { judge } from './verdicts.ts';

const hour = 3600;

/** A batch whose signature and leaves are checked. */
export interface Checked {
  request: BatchRequest;
  hash: Hex;
  hashed: HashedLabel[];
}

export interface Stored {
  row: BatchesTable;
  /** Whether it was received before. */
  repeated: boolean;
}

/**
 * Judges a batch and writes it, under the epoch's shared lock and the campaign's row lock. Whatever it refuses as a whole
 * is refused before anything is written.
 * @throws ProblemError `unknown-terms`, `sequence-conflict`, `unknown-key`, `delegation-expired`, `revoked`, `closed`,
 *   `unavailable`
 */
export async function receive(
  context: Context,
  trx: Transaction<Tables>,
  campaign: CampaignsTable,
  { epoch, receipt_key: receiptKey }: Pick<EpochsTable, 'epoch' | 'receipt_key'>,
  { request: { batch, signature, labels }, hash, hashed }: Checked,
): Promise<Stored> {
  const before = await storedBatch(trx, batch.key, batch.sequence);
  if (before !== undefined) {
    if (before.hash === hash) return { row: before, repeated: true };
    throw new ProblemError('sequence-conflict');
  }
  // Before anything is written: another relay on this database can promise it, and answer.
  if (receiptKey === null || !context.receipts.holds(receiptKey))
    throw new ProblemError('unavailable', `This relay does not have the receipt key ${receiptKey}`);
  // No further statement speaks of it: a receipt, even one that refuses everything, would be missing for ever.
  if (campaign.chain_state !== 'active' || campaign.final_epoch !== null) throw new ProblemError('closed');
  const named = await context.termsOf(trx, batch.campaign, batch.termsHash);
  const current = await context.termsOf(trx, batch.campaign, campaign.terms_hash);
  if (named === undefined || current === undefined) throw new ProblemError('unknown-terms');
  const now = context.now();
  const { account, payTo } = await standingOf(trx, batch.key, batch.campaign, now);
  const tasks = [...new Set(labels.map(({ task }) => task))];
  const price = BigInt(named.price);
  const { refused, duplicates } = judge(labels, {
    campaign: batch.campaign,
    batchHash: hash,
    terms: current,
    price,
    free: freeOf(campaign),
    now,
    tasks: await taskStates(trx, account, tasks),
    keccak: context.keccak,
  });

  const received = labels.length - refused.length;
  const row: BatchesTable = {
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
    refused: canonicalText(refused),
    duplicates: canonicalText(duplicates),
    accept_by: now + current.acceptByHours * hour,
    receipt_key: receiptKey,
    reported_epoch: null,
  };
  const codes = new Map(refused);
  const judged = hashed.map((label, index) => ({ ...label, code: codes.get(index) ?? null }));
  await storeBatch(trx, row, judged, price);
  return { row, repeated: false };
}

const storedBatch = (trx: Transaction<Tables>, key: Hex, sequence: number) =>
  trx
    .selectFrom('batches')
    .selectAll()
    .where('key', '=', key)
    .where('sequence', '=', sequence)
    .executeTakeFirst();
