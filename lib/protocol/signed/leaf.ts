import type { Label, Opened } from '../label/label.ts';
import { bytesToHex, setLeftWord, setWord } from '../ledger/bytes.ts';
import type { Keccak } from '../ledger/tree.ts';
import type { Hex } from '../scalar/hex.ts';
import { digestJson } from './canonical.ts';
import { plainKeccak } from './keccak.ts';

/** keccak256(abi.encode(bytes16 salt, bytes32 hash of the JSON)): a bytes16 is padded on its right. */
function salted(salt: Hex, said: unknown, keccak: Keccak): Hex {
  const encoded = new Uint8Array(64);
  setLeftWord(encoded, 0, salt);
  encoded.set(digestJson(said, keccak), 32);
  return bytesToHex(keccak(encoded));
}

/** Opens with the task, its target and the rationale; says nothing of the body. */
export const taskPart = ({ task, target, rationale, salts }: Label, keccak: Keccak = plainKeccak): Hex =>
  salted(salts[0], { task, target, rationale }, keccak);

/** What a leaf's body part opens to: all that it hashes, and the salt. */
export const openedOf = ({ body, confidence, assist, activeMs, createdAt, salts }: Label): Opened => ({
  activeMs,
  assist,
  body,
  ...(confidence === undefined ? {} : { confidence }),
  createdAt,
  salt: salts[1],
});

/** The body part that an opened one must give. */
export const openedPart = ({ salt, ...said }: Opened, keccak: Keccak = plainKeccak): Hex =>
  salted(salt, said, keccak);

/** Opens with the body alone, without saying which page it is about. */
export const bodyPart = (label: Label, keccak: Keccak = plainKeccak): Hex =>
  openedPart(openedOf(label), keccak);

/** keccak256(abi.encode(taskPart, bodyPart)). */
export function leafOf(taskPart: Hex, bodyPart: Hex, keccak: Keccak = plainKeccak): Hex {
  const encoded = new Uint8Array(64);
  setWord(encoded, 0, taskPart);
  setWord(encoded, 1, bodyPart);
  return bytesToHex(keccak(encoded));
}

export const labelLeaf = (label: Label): Hex => leafOf(taskPart(label), bodyPart(label));
