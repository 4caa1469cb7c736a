import * as v from 'valibot';
import { bytesToHex, setLeftWord, setWord } from '../ledger/bytes.ts';
import { treeOf, wordLeafHash } from '../ledger/leaves.ts';
import { type Keccak, proves } from '../ledger/tree.ts';
import { body } from '../question/body.ts';
import { bytes16, bytes32, type Hex } from '../scalar/hex.ts';
import { digestJson } from './canonical.ts';
import { plainKeccak } from './keccak.ts';

/** A task whose truth the relay had committed to before the labels came that are judged by it. */
export const gold = v.strictObject({ ref: bytes32, truth: body, salt: bytes16 });
export type Gold = v.InferOutput<typeof gold>;

/** keccak256(abi.encode(bytes32 ref, bytes32 hash of the truth's JSON, bytes16 salt)): what is published an epoch before. */
export function goldHash({ ref, truth, salt }: Gold, keccak: Keccak = plainKeccak): Hex {
  const encoded = new Uint8Array(96);
  setWord(encoded, 0, ref);
  encoded.set(digestJson(truth, keccak), 32);
  setLeftWord(encoded, 2, salt);
  return bytesToHex(keccak(encoded));
}

/** A gold of the requester's, opened: the proof leads to the root in the terms. */
export const givenGold = v.strictObject({
  ...gold.entries,
  proof: v.pipe(v.array(bytes32), v.maxLength(16)),
});
export type GivenGold = v.InferOutput<typeof givenGold>;

/** The standard tree ['bytes32'] over the hashes of a requester's golds: its root stands in the terms, before any label. */
export const givenTree = (golds: readonly Gold[], keccak: Keccak = plainKeccak) =>
  treeOf(
    golds.map((one) => goldHash(one, keccak)),
    wordLeafHash,
    keccak,
  );

/** Whether an opened gold is one of those that the terms name. */
export const isGiven = (root: Hex, one: GivenGold, keccak: Keccak = plainKeccak): boolean =>
  proves(root, wordLeafHash(goldHash(one, keccak), keccak), one.proof, keccak);
