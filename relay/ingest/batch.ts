import type { Transaction } from 'kysely';
import type { BatchAnswer, BatchRequest } from '../../lib/protocol/api/batches.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { batchHash } from '../../lib/protocol/signed/batch.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import type { Context } from '../context.ts';
import { holdEpoch } from '../db/locks.ts';
import type { BatchesTable, Tables } from '../db/tables.ts';
import { ProblemError } from '../problem-error.ts';
import { answerOf } from './answer.ts';
import { freeOf } from './free.ts';
import { checkedLeaves, type HashedLabel } from './leaves.ts';
import { standingOf } from './standing.ts';
import { storeBatch } from './store.ts';
import { taskStates } from './tasks.ts';
import { judge } from './verdicts.ts';

const hour = 3600;

/**
 * Receives a batch: one transaction under the epoch's shared lock and the campaign's row lock writes its labels, its
 * number and its reserve; the receipt is signed after the commit. The same batch always gets the same answer.
 *
 * @throws ProblemError `wrong-labels`, `bad-signature`, `unknown-campaign`, `unknown-terms`, `sequence-conflict`,
 *   `unknown-key`, `delegation-expired`, `revoked`, `closed` (the campaign is final)
 */
export async function receiveBatch(context: Context, request: BatchRequest): Promise<BatchAnswer> {
  const { batch, signature, labels } = request;
  if (labels.length !== batch.count)
    throw new ProblemError('wrong-labels', `${batch.count} are signed, ${labels.length} came`);
  const hash = batchHash(context.place, batch, context.keccak);
  if ((await context.signerOf(hash, signature)) !== batch.key) throw new ProblemError('bad-signature');
  // The signature covers the root alone, so labels are hashed only for a batch that its key has signed.
  const hashed = checkedLeaves(request, context.keccak);
  const row = await context.db.transaction().execute((trx) => receive(context, trx, request, hash, hashed));
  return answerOf(context, row);
}

async function receive(
  context: Context,
  trx: Transaction<Tables>,
  { batch, signature, labels }: BatchRequest,
  hash: Hex,
  hashed: HashedLabel[],
): Promise<BatchesTable> {
  await holdEpoch(trx);
  // Before the campaign is locked: while the epoch is held, another one does not open.
  const { epoch } = await trx
    .selectFrom('epochs')
    .select('epoch')
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  const campaign = await trx
    .selectFrom('campaigns')
    .selectAll()
    .where('campaign', '=', batch.campaign)
    .forUpdate()
    .executeTakeFirst();
  if (campaign === undefined) throw new ProblemError('unknown-campaign');
  const before = await storedBatch(trx, batch.key, batch.sequence);
  if (before !== undefined) {
    if (before.hash === hash) return before;
    throw new ProblemError('sequence-conflict');
  }
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
    receipt_key: context.receipts.address,
    reported_epoch: null,
  };
  const codes = new Map(refused);
  const judged = hashed.map((label, index) => ({ ...label, code: codes.get(index) ?? null }));
  await storeBatch(trx, row, judged, price);
  return row;
}

const storedBatch = (trx: Transaction<Tables>, key: Hex, sequence: number) =>
  trx
    .selectFrom('batches')
    .selectAll()
    .where('key', '=', key)
    .where('sequence', '=', sequence)
    .executeTakeFirst();
