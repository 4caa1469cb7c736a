import type { DatasetFile } from '../protocol/ledger/dataset.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { OwnReceipt } from './check-epoch.ts';

/** What a labeler owns of a dataset, of all that is owned, in millionths of answers. */
export interface OwnPart {
  own: number;
  total: number;
}

export interface OwnPartCheck {
  part: OwnPart;
  /** What the leaves withhold, in words; undefined when they give everything. */
  fault: string | undefined;
}

/**
 * Whether the leaves of a dataset give a labeler's payTos what they give its keys (P10): which payTo has which key's weight
 * nobody else can tell. A payTo can have more, by other devices.
 *
 * @param own receipts of the dataset's campaign
 */
export function ownPart({ keys, leaves, total }: DatasetFile, own: readonly OwnReceipt[]): OwnPartCheck {
  const ofKey = new Map(keys.map(({ key, weight }) => [key, weight]));
  const ofPayTo = new Map(leaves);
  const sum = (names: Iterable<Hex>, weights: ReadonlyMap<Hex, number>) => {
    let all = 0;
    for (const name of new Set(names)) all += weights.get(name) ?? 0;
    return all;
  };
  const keyed = sum(
    own.map(({ batch }) => batch.key),
    ofKey,
  );
  const paid = sum(
    own.map(({ receipt }) => receipt.payTo),
    ofPayTo,
  );
  const fault = paid < keyed ? `the dataset gives ${paid} of the ${keyed} that own labels weigh` : undefined;
  return { part: { own: keyed, total }, fault };
}
