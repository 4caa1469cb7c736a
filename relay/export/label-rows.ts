import { type RawBuilder, sql } from 'kysely';
import { behindLabel, type Outcome } from '../../lib/formats/lines.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import type { CopiedRows } from '../db/copy-out.ts';
import type { Mark } from './mark.ts';
import type { BytesLine } from './page.ts';

/** What the labels of a batch have in common. Amounts as text: they go out as they are. */
export interface BatchRow {
  id: number;
  number: number;
  hash: Hex;
  key: Hex;
  price: string;
  epoch: number;
  /** 0 before it is. */
  reported: number;
}
export const batchColumns = (b: RawBuilder<unknown>) =>
  sql`${b}.id, ${b}.number, ${b}.hash, ${b}.key, ${b}.price::text price, ${b}.epoch, coalesce(${b}.reported_epoch, 0) reported`;

/** The next fields, as `batchColumns` has them. */
export const batchRow = (rows: CopiedRows): BatchRow => ({
  id: rows.int8(),
  number: rows.int8(),
  hash: rows.text() as Hex,
  key: rows.text() as Hex,
  price: rows.text(),
  epoch: rows.int4(),
  reported: rows.int4(),
});

/** What was appealed of the labels `l`, as `a`. */
export const appealed = sql`left join appeals a on a.batch = l.batch and a.position = l.position`;
/**
 * The first fields are all that is needed of a label before its page can be written; no field is null. The last two are of one that
 * was appealed: the epoch that rejected it, and why, before the one that says what became of the appeal.
 */
export const labelColumns = sql`l.task_part || l.body_part, l.task, coalesce(l.state_epoch, 0), l.position, l.label, l.state,
  coalesce(l.credit, 0)::text, coalesce(l.code, ''), coalesce(l.evidence, ''), coalesce(l.weight, 0),
  coalesce(a.rejected_epoch, 0), coalesce(a.evidence, '')`;

/** Tasks of labels that were settled at some time. */
export function settledTasks(rows: CopiedRows): Set<Hex> {
  const tasks = new Set<Hex>();
  for (rows.rewind(); rows.next(); ) {
    rows.bytes();
    const task = rows.hex();
    if (rows.int4() > 0) tasks.add(`0x${task}`);
  }
  return tasks;
}

const leafSize = 32;

/** A label's line, and its task. */
export interface LabelLine extends BytesLine {
  task: Hex;
}

/**
 * Lines in one object that is filled anew: V8 may come to make those of a place that is met so often where only a full collection
 * frees them, and with them all that they refer to.
 *
 * @param rows of `labelColumns`, and behind them what says which batch
 * @param posteriors JSON texts of the truths, by task; of a task without a truth there is none
 */
export function* labelLines(
  { hashLeaves }: Context,
  { epoch, dataset }: Mark,
  rows: CopiedRows,
  batchOf: (rows: CopiedRows) => BatchRow,
  posteriors: ReadonlyMap<Hex, string>,
): Generator<LabelLine> {
  const leaves = hashLeaves(partsOf(rows));
  const line: LabelLine = { task: '0x', bytes: leaves, behind: '' };
  let at = 0;
  for (rows.rewind(); rows.next(); ) {
    rows.bytes();
    line.task = `0x${rows.hex()}`;
    const settledEpoch = rows.int4();
    const index = rows.int2();
    line.bytes = rows.bytes(1);
    const row = {
      state: rows.text(),
      settledEpoch,
      credit: rows.text(),
      code: rows.text(),
      evidence: rows.text(),
      weight: rows.int8(),
      rejectedEpoch: rows.int4(),
      rejectedFor: rows.text(),
    };
    const { number, hash, key, price, epoch: receivedEpoch, reported } = batchOf(rows);
    const isReported = reported > 0 && reported <= epoch;
    const outcome = outcomeAt({ epoch, dataset }, row, isReported, posteriors.get(line.task));
    const leaf: Hex = `0x${leaves.toString('hex', at, at + leafSize)}`;
    at += leafSize;
    line.behind = behindLabel({ number, index, batchHash: hash, key, leaf, price, receivedEpoch, outcome });
    yield line;
  }
}

function* partsOf(rows: CopiedRows): Generator<Buffer> {
  for (rows.rewind(); rows.next(); ) yield rows.bytes();
}

type Row = Record<'state' | 'credit' | 'code' | 'evidence' | 'rejectedFor', string> &
  Record<'settledEpoch' | 'rejectedEpoch' | 'weight', number>;

/** What the epochs up to one say of a label: later ones may have settled it since. */
function outcomeAt(
  { epoch, dataset }: Pick<Mark, 'epoch'> & { dataset: Hex | undefined },
  row: Row,
  isReported: boolean,
  posterior = '{}',
): Outcome {
  const { state, settledEpoch, credit, code, evidence, rejectedEpoch, rejectedFor } = row;
  const isSettled = (state === 'paid' || state === 'rejected') && settledEpoch <= epoch;
  if (!isSettled && rejectedEpoch > 0 && rejectedEpoch <= epoch)
    return {
      state: 'rejected',
      code: 'below-guess',
      evidence: rejectedFor,
      settledEpoch: rejectedEpoch,
      posterior,
    };
  if (!isSettled) return { state: isReported ? 'held' : 'received' };
  const owned = dataset === undefined ? undefined : { dataset, weight: row.weight };
  return state === 'paid'
    ? { state, credit, settledEpoch, posterior, owned }
    : { state, code, evidence, settledEpoch, posterior };
}
