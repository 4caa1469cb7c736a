import * as v from 'valibot';
import { bytesToHex, setLeftWord, setWord } from '../ledger/bytes.ts';
import type { Keccak } from '../ledger/tree.ts';
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
