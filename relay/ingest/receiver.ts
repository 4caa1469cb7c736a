import type { Transaction } from 'kysely';
import type { BatchAnswer, BatchRequest } from '../../lib/protocol/api/batches.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { batchHash } from '../../lib/protocol/signed/batch.ts';
import type { Context } from '../context.ts';
import { holdEpoch } from '../db/locks.ts';
import { isPassing } from '../db/passing.ts';
import type { BatchesTable, CampaignsTable, Tables } from '../db/tables.ts';
import { ProblemError } from '../problem-error.ts';
import { answerOf } from './answer.ts';
import { type Checked, receive, type Stored } from './batch.ts';
import { gatherer, type Outcome } from './gather.ts';
import { checkedLeaves } from './leaves.ts';

/** The most labels of one transaction. */
const mostLabels = 2000;

export type BatchReceiver = (request: BatchRequest) => Promise<BatchAnswer>;

/**
 * Receives batches: one transaction under the epoch's shared lock and the campaign's row lock writes labels, number and
 * reserve of a batch, and of those of the same campaign that came while another was at it; the receipt is signed after
 * the commit. The same batch always gets the same answer.
 *
 * The receiver throws ProblemError `wrong-labels`, `bad-signature`, `unknown-campaign`, `unknown-terms`,
 * `sequence-conflict`, `unknown-key`, `delegation-expired`, `revoked`, `closed` (the campaign is final), `unavailable`
 * (this relay has not the receipt key of the open epoch).
 */
export function batchReceiver(context: Context): BatchReceiver {
  const store = gatherer<Checked, Stored>({
    most: mostLabels,
    weigh: ({ request }) => request.labels.length,
    work: (checked) => context.db.transaction().execute((trx) => receiveAll(context, trx, checked)),
    mayBeOne: (error) => !isPassing(error),
  });
  return async (request) => {
    const stop = context.metrics.ingest.startTimer();
    const { batch, signature, labels } = request;
    if (labels.length !== batch.count)
      throw new ProblemError('wrong-labels', `${batch.count} are signed, ${labels.length} came`);
    const hash = batchHash(context.place, batch, context.keccak);
    if ((await context.signerOf(hash, signature)) !== batch.key) throw new ProblemError('bad-signature');
    // The signature covers the root alone, so labels are hashed only for a batch that its key has signed.
    const hashed = checkedLeaves(request, context.keccak);
    const { row, repeated } = await store(batch.campaign, { request, hash, hashed });
    const answer = await answerOf(context, row);
    if (!repeated) count(context, answer);
    stop();
    return answer;
  };
}

function count({ metrics }: Context, { receipt, refused }: BatchAnswer): void {
  metrics.batches.inc();
  metrics.labels.inc({ code: 'received' }, receipt.received);
  for (const [, code] of refused) metrics.labels.inc({ code });
}

/** Batches of one campaign, one after the other as if each came alone. */
async function receiveAll(
  context: Context,
  trx: Transaction<Tables>,
  checked: readonly Checked[],
): Promise<Outcome<Stored>[]> {
  await holdEpoch(trx);
  // Before the campaign is locked: while the epoch is held, another one does not open.
  const open = await trx
    .selectFrom('epochs')
    .select(['epoch', 'receipt_key'])
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  const outcomes: Outcome<Stored>[] = [];
  let campaign = await lockCampaign(trx, checked[0]!.request.batch.campaign);
  for (const one of checked) {
    try {
      if (campaign === undefined) throw new ProblemError('unknown-campaign');
      const stored = await receive(context, trx, campaign, open, one);
      outcomes.push({ ok: true, result: stored });
      if (!stored.repeated) campaign = after(campaign, stored.row);
    } catch (error) {
      // Thrown before anything of this batch was written: the others stand.
      if (!(error instanceof ProblemError)) throw error;
      outcomes.push({ ok: false, error });
    }
  }
  return outcomes;
}

const lockCampaign = (trx: Transaction<Tables>, campaign: Hex) =>
  trx.selectFrom('campaigns').selectAll().where('campaign', '=', campaign).forUpdate().executeTakeFirst();

/** The campaign's row as storing a batch has left it. */
const after = (campaign: CampaignsTable, { amount }: BatchesTable): CampaignsTable => ({
  ...campaign,
  next_number: campaign.next_number + 1,
  reserved: campaign.reserved + amount,
});
