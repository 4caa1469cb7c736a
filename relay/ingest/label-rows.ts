import { CopyRows } from '../db/copy.ts';
import { partsSize } from '../hashing/label-hasher.ts';
import { word } from '../hashing/memory.ts';
import type { Judged } from './batch.ts';
import { place, placeSize } from './checked.ts';
import { wordsSize } from './label-text.ts';

/** Of a row of `labels`, in this order. */
export const labelColumns =
  'batch, active_ms, position, account, task, task_part, body_part, state, code, label';
const columns = labelColumns.split(',').length;

const [received, refusedState] = [Buffer.from('received'), Buffer.from('refused')];
const nothing = Buffer.alloc(word);
/** More than a row has besides its label. */
const rowRoom = 256;

/** The rows of batches' labels. Of a refused label there is only its leaf, which the statement lists. */
export function labelRows(batches: readonly Judged[]): CopyRows {
  const room = batches.reduce(
    (sum, { checked }) => sum + checked.bytes.length + rowRoom * checked.batch.count,
    0,
  );
  const rows = new CopyRows(room);
  for (const { row, checked, refused } of batches) {
    const { bytes, places } = checked;
    const codes = new Map(refused);
    const words = new DataView(checked.words.buffer);
    const parts = new DataView(checked.hashed.parts.buffer);
    // What is written as long for every label is written once, and then only what differs.
    const [of, field] = headOf(row, received);
    const [ofRefused] = headOf(row, refusedState);
    for (let position = 0; position < checked.batch.count; position++) {
      const label = position * placeSize;
      const start = places[label + place.start]!;
      const code = codes.get(position);
      const at = rows.again(code === undefined ? of : ofRefused);
      rows.setInt4(at + field.activeMs, places[label + place.activeMs]!);
      rows.setInt2(at + field.position, position);
      rows.setWords(at + field.task, words, position * wordsSize, word);
      rows.setWords(at + field.taskPart, parts, position * partsSize, word);
      rows.setWords(at + field.bodyPart, parts, position * partsSize + word, word);
      rows.text(code ?? null);
      if (code === undefined) rows.bytes(bytes, start, places[label + place.end]! - start);
      else rows.text(null);
    }
  }
  return rows;
}

/** A row of a batch's label up to its state, and where in it a label's own fields stand. */
function headOf({ id, account }: Judged['row'], state: Buffer) {
  const rows = new CopyRows(rowRoom);
  const start = rows.row(columns);
  rows.int8(id);
  const [activeMs, position] = [rows.int4(0) - start, rows.int2(0) - start];
  rows.bytes(Buffer.from(account.slice(2), 'hex'));
  const word32 = () => rows.bytes(nothing) - start;
  const [task, taskPart, bodyPart] = [word32(), word32(), word32()];
  rows.bytes(state);
  return [rows.since(start), { activeMs, position, task, taskPart, bodyPart }] as const;
}
