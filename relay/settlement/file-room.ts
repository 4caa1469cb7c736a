import type { BatchRow } from '../../lib/protocol/ledger/statement.ts';
import type { Body } from '../../lib/protocol/question/body.ts';
import type { OpenLabel } from './open-label.ts';

/** What an extension reads of a file to check it (`lib/sync/relay-client.ts`), less 4 MB for sums, golds and appeals; in bytes. */
const most = 60_000_000;
/** Measured, in bytes. */
const [batchSize, leafSize, heldSize] = [460, 70, 320];
/** Of a settled label's row, beside body and figures: so much more than a held one has. */
const settledSize = 320;

/** How many bytes of a campaign's file are left for settling tasks, if all that is new in it stays held. */
export function fileRoom(batches: readonly BatchRow[], open: readonly OpenLabel[]): number {
  const listed = batches.reduce((size, { count }) => size + batchSize + count * leafSize, 0);
  return most - listed - open.filter(({ reported }) => !reported).length * heldSize;
}

/** What settling a label takes of that: its row has the body, and a figure for each question. */
export const settlingSize = ({ reported }: OpenLabel, body: Body): number =>
  (reported ? heldSize : 0) + settledSize + JSON.stringify(body).length + figuresSize(body);

/** As JSON has them, in brackets and with commas between them: ids of questions are written as they are. */
function figuresSize(body: Body): number {
  let size = 2;
  for (const id in body) size += id.length + '"",'.length + '1000000,'.length;
  return size - 1;
}
