import type { BatchAnswer } from '../../lib/protocol/api/batches.ts';
import type { Context } from '../context.ts';
import { type Db, databaseOf } from '../db/database.ts';
import { isPassing } from '../db/passing.ts';
import { pipelined, type Sent } from '../db/transaction.ts';
import { ProblemError } from '../problem-error.ts';
import { answerOf, type StoredReceipt } from './answer.ts';
import { type Judged, judgeBatch } from './batch.ts';
import type { Checked } from './checked.ts';
import { gatherer, type Outcome } from './gather.ts';
import { lockAndRead, nameOf } from './known.ts';
import { storeBatches } from './store.ts';

/** The most labels of one transaction. */
const mostLabels = 2000;

interface Stored {
  row: StoredReceipt;
  /** Whether it was received before. */
  repeated: boolean;
}

/** @param body of a request */
export type BatchReceiver = (body: Buffer) => Promise<BatchAnswer>;

/**
 * Receives batches: one transaction under the epoch's shared lock and the row locks of campaigns writes labels, numbers
 * and reserves of a batch and of those that came while the one before was at it; receipts are signed after it is on disk.
 * The same batch always gets the same answer.
 *
 * The receiver throws ProblemError `malformed`, `wrong-labels`, `bad-signature`, `unknown-campaign`, `unknown-terms`,
 * `sequence-conflict`, `unknown-key`, `delegation-expired`, `revoked`, `closed` (the campaign is final), `unavailable`
 * (this relay has not the receipt key of the open epoch, or that takes no more labels of the campaign).
 */
export function batchReceiver(context: Context): BatchReceiver {
  const db = databaseOf(context.ingest);
  const store = gatherer<Checked, Stored>({
    most: mostLabels,
    weigh: ({ batch }) => batch.count,
    work: (checked) => receiveAll(context, db, checked),
    mayBeOne: (error) => !isPassing(error),
  });
  let underWay = 0;
  return async (body) => {
    const stop = context.metrics.ingest.startTimer();
    underWay += 1;
    try {
      const { check, checkBeside } = context.checks;
      const { row, repeated } = await store(await (underWay > 1 ? checkBeside : check)(body));
      const answer = await answerOf(context, row);
      if (!repeated) count(context, answer);
      stop();
      return answer;
    } finally {
      underWay -= 1;
    }
  };
}

function count({ metrics }: Context, { receipt, refused }: BatchAnswer): void {
  metrics.batches.inc();
  metrics.labels.inc({ code: 'received' }, receipt.received);
  for (const [, code] of refused) metrics.labels.inc({ code });
}

/** One batch after the other, as if each came alone. */
async function receiveAll(
  context: Context,
  db: Db,
  checked: readonly Checked[],
): Promise<Sent<Outcome<Stored>[]>> {
  return pipelined(context.ingest, async (client) => {
    const known = await lockAndRead(client, checked);
    const outcomes: Outcome<Stored>[] = [];
    const judged: Judged[] = [];
    for (const [at, one] of checked.entries()) {
      try {
        const { batch } = one;
        const before = known.before.get(nameOf(batch));
        if (before !== undefined && before.hash !== one.hash) throw new ProblemError('sequence-conflict');
        if (before !== undefined) outcomes.push({ ok: true, result: { row: before, repeated: true } });
        else {
          const fresh = await judgeBatch(context, db, known, one, at);
          judged.push(fresh);
          known.before.set(nameOf(batch), fresh.row);
          outcomes.push({ ok: true, result: { row: fresh.row, repeated: false } });
        }
      } catch (error) {
        // Nothing of this batch is written: the others stand.
        if (!(error instanceof ProblemError)) throw error;
        outcomes.push({ ok: false, error });
      }
    }
    return { result: outcomes, last: () => (judged.length > 0 ? storeBatches(client, judged) : []) };
  });
}
