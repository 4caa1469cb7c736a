import type { DatasetFile } from '../protocol/ledger/dataset.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { OwnReceipt, Settled } from './check-epoch.ts';

/** What a labeler owns of a dataset, of all that is owned, in millionths of answers. */
export interface OwnPart {
  own: number;
  total: number;
}

export interface OwnPartCheck {
  part: OwnPart;
  /** What is withheld, in words; undefined when all is given. */
  fault: string | undefined;
}

/**
 * Whether a dataset gives a labeler's keys what statements gave their labels, and its payTos what it gives the keys (P10):
 * which payTo has which key's weight nobody else can tell. Either can have more, by other devices.
 *
 * @param own receipts of the dataset's campaign
 * @param rows what the final epoch says of own labels, of any campaign
 */
export function ownPart(
  { keys, leaves, total }: DatasetFile,
  own: readonly OwnReceipt[],
  rows: readonly Settled[],
): OwnPartCheck {
  const given = (names: Iterable<Hex>, weights: ReadonlyMap<Hex, number>) =>
    sumOf([...new Set(names)].map((name) => weights.get(name) ?? 0));
  const batches = new Set(own.map(({ receipt }) => receipt.batchHash));
  const now = rows.map(({ batchHash, row }) =>
    batches.has(batchHash) && row.state === 'paid' ? (row.weight ?? 0) : 0,
  );
  const told = sumOf([...own.map(({ weight }) => weight), ...now]);
  const keyed = given(
    own.map(({ batch }) => batch.key),
    new Map(keys.map(({ key, weight }) => [key, weight])),
  );
  const paid = given(
    own.map(({ receipt }) => receipt.payTo),
    new Map(leaves),
  );
  const least = Math.min(keyed, paid);
  const due = Math.max(keyed, told);
  const fault = least < due ? `the dataset gives ${least} of the ${due} that own labels weigh` : undefined;
  return { part: { own: keyed, total }, fault };
}

const sumOf = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0);
