import * as v from 'valibot';
import { amount } from '../scalar/amount.ts';
import { address, type Hex } from '../scalar/hex.ts';
import { setWord } from './bytes.ts';
import { buildTree, type Keccak, type Tree } from './tree.ts';

/** What a payTo has earned of a token since the first epoch: [payTo, token, cumulative]. */
export const rewardLeaf = v.strictTuple([address, address, amount]);
export type RewardLeaf = v.InferOutput<typeof rewardLeaf>;

/** Received and not yet settled at an epoch's cut, per campaign key and payTo; `blinded` hides which key it is. */
export interface OpenLeaf {
  campaign: Hex;
  payTo: Hex;
  amount: bigint;
  blinded: Hex;
}

const twice = (encoded: Uint8Array, keccak: Keccak) => keccak(keccak(encoded).slice());

/** Hash of OpenZeppelin's standard leaf ['bytes32']: a label's leaf, a batch's hash. */
export function wordLeafHash(word: Hex, keccak: Keccak): Uint8Array {
  const encoded = new Uint8Array(32);
  setWord(encoded, 0, word);
  return twice(encoded, keccak);
}

/** Hash of the standard leaf ['address', 'address', 'uint256']. */
export function rewardLeafHash([payTo, token, cumulative]: RewardLeaf, keccak: Keccak): Uint8Array {
  const encoded = new Uint8Array(96);
  setWord(encoded, 0, payTo);
  setWord(encoded, 1, token);
  setWord(encoded, 2, BigInt(cumulative));
  return twice(encoded, keccak);
}

/** keccak256(abi.encode(blind, uint32 epoch)): what an open leaf shows of its campaign key. */
export function blindedAt(blind: Hex, epoch: number, keccak: Keccak): Uint8Array {
  const encoded = new Uint8Array(64);
  setWord(encoded, 0, blind);
  setWord(encoded, 1, BigInt(epoch));
  return keccak(encoded);
}

/** Hash of the standard leaf ['bytes32', 'address', 'uint256', 'bytes32']. */
export function openLeafHash(leaf: OpenLeaf, keccak: Keccak): Uint8Array {
  const encoded = new Uint8Array(128);
  setWord(encoded, 0, leaf.campaign);
  setWord(encoded, 1, leaf.payTo);
  setWord(encoded, 2, leaf.amount);
  setWord(encoded, 3, leaf.blinded);
  return twice(encoded, keccak);
}

/** A tree over any leaves, given how one is hashed. Proofs are asked for by a leaf's place in the list. */
export function treeOf<T>(
  leaves: readonly T[],
  hash: (leaf: T, keccak: Keccak) => Uint8Array,
  keccak: Keccak,
): Tree {
  const hashes = new Uint8Array(leaves.length * 32);
  leaves.forEach((leaf, index) => {
    hashes.set(hash(leaf, keccak), index * 32);
  });
  return buildTree(hashes, keccak);
}
