import { type RawBuilder, sql } from 'kysely';
import { labelLine, type Outcome } from '../../lib/formats/lines.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import { quickLeaf } from './leaf.ts';
import type { Mark } from './mark.ts';

/** What the labels of a batch have in common. Amounts as text: they go out as they are. */
export interface BatchRow {
  id: number;
  number: number;
  hash: Hex;
  key: Hex;
  price: string;
  epoch: number;
  reported_epoch: number | null;
}
export const batchColumns = (b: RawBuilder<unknown>) =>
  sql`${b}.id, ${b}.number, ${b}.hash, ${b}.key, ${b}.price::text price, ${b}.epoch, ${b}.reported_epoch`;

export interface LabelRow {
  batch: number;
  position: number;
  label: string;
  task_part: Hex;
  body_part: Hex;
  state: 'received' | 'held' | 'paid' | 'rejected';
  state_epoch: number | null;
  credit: string | null;
  code: string | null;
  evidence: string | null;
  /** Of one that was appealed: the epoch that rejected it, and why, before the one that says what became of the appeal. */
  rejected_epoch: number | null;
  rejected_for: string | null;
}
const ofAppeal = sql`a.batch = l.batch and a.position = l.position`;
export const labelColumns = sql`l.batch, l.position, l.label, l.task_part, l.body_part, l.state, l.state_epoch,
  l.credit::text credit, l.code, l.evidence, (select rejected_epoch from appeals a where ${ofAppeal}) rejected_epoch,
  (select evidence from appeals a where ${ofAppeal}) rejected_for`;

/** @param posterior of the truth of its task; undefined before there is one */
export const lineOf = (
  { keccak }: Context,
  mark: Mark,
  batch: BatchRow,
  row: LabelRow,
  posterior: string | undefined,
): string =>
  labelLine({
    text: row.label,
    number: batch.number,
    index: row.position,
    batchHash: batch.hash,
    key: batch.key,
    leaf: quickLeaf(row.task_part, row.body_part, keccak),
    price: batch.price,
    receivedEpoch: batch.epoch,
    outcome: outcomeAt(mark.epoch, batch, row, posterior),
  });

/** What the epochs up to one say of a label: later ones may have settled it since. */
function outcomeAt(epoch: number, { reported_epoch }: BatchRow, row: LabelRow, posterior = '{}'): Outcome {
  const settled = row.state === 'paid' || row.state === 'rejected';
  const isLater = row.state_epoch === null || row.state_epoch > epoch;
  if (isLater && row.rejected_epoch !== null && row.rejected_epoch <= epoch)
    return {
      state: 'rejected',
      code: 'below-guess',
      evidence: row.rejected_for ?? '',
      settledEpoch: row.rejected_epoch,
      posterior,
    };
  if (!settled || row.state_epoch === null || row.state_epoch > epoch)
    return { state: reported_epoch !== null && reported_epoch <= epoch ? 'held' : 'received' };
  const said = { settledEpoch: row.state_epoch, posterior };
  return row.state === 'paid'
    ? { state: 'paid', credit: row.credit ?? '0', ...said }
    : { state: 'rejected', code: row.code ?? '', evidence: row.evidence ?? '', ...said };
}
