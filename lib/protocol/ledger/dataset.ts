import * as v from 'valibot';
import { address, bytes32 } from '../scalar/hex.ts';
import { integer, uint32 } from '../scalar/integer.ts';
import { setWord } from './bytes.ts';
import type { Keccak } from './tree.ts';

/** Millionths of answers: a task's truth of one question weighs a million. */
const weight = integer(1, Number.MAX_SAFE_INTEGER);

/** Whom a licence of a dataset pays, and how large a part: [payTo, weight]. */
export const weightLeaf = v.strictTuple([address, weight]);
export type WeightLeaf = v.InferOutput<typeof weightLeaf>;

/**
 * A final campaign's dataset, frozen: its hash is the `contentHash` of the final entry. It names the last of the campaign's
 * files, which names the one before it, so that all labels, truths and weights stand behind this one hash.
 */
export const datasetFile = v.strictObject({
  version: v.literal(1),
  campaign: bytes32,
  /** The epoch that makes it final, and the campaign's file of that epoch. */
  epoch: uint32,
  file: bytes32,
  /** The sum of all weights, which is that of the keys and that of the leaves. */
  total: integer(0, Number.MAX_SAFE_INTEGER),
  /** Ascending, without those that own nothing: anybody adds them up again from the campaign's files (P11). */
  keys: v.array(v.strictObject({ key: address, weight })),
  /** The same weights by who is paid, ascending; the standard tree over them has the entry's `weightsRoot`. */
  leaves: v.array(weightLeaf),
});
export type DatasetFile = v.InferOutput<typeof datasetFile>;

/** Hash of OpenZeppelin's standard leaf ['address', 'uint64']. */
export function weightLeafHash([payTo, own]: WeightLeaf, keccak: Keccak): Uint8Array {
  const encoded = new Uint8Array(64);
  setWord(encoded, 0, payTo);
  setWord(encoded, 1, BigInt(own));
  return keccak(keccak(encoded).slice());
}
