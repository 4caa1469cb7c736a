import { setWord } from '../ledger/bytes.ts';
import type { Keccak } from '../ledger/tree.ts';
import type { Hex } from '../scalar/hex.ts';
import { plainKeccak } from './keccak.ts';

/** All basis points: every page is offered to everybody. */
export const everyTask = 10_000;

/**
 * An account's lot for a task: the first four bytes of keccak256(abi.encode(address account, bytes32 task)), as a number. A
 * task's id holds its campaign's, and that the requester's salt: nobody knows a lot before the campaign is there, and no
 * account has the same luck in two.
 */
export function lotOf(account: Hex, task: Hex, keccak: Keccak = plainKeccak): number {
  const encoded = new Uint8Array(64);
  setWord(encoded, 0, account);
  setWord(encoded, 1, task);
  const hash = keccak(encoded);
  return new DataView(hash.buffer, hash.byteOffset).getUint32(0);
}

/** Whether a lot is among those that a share draws. @param share basis points of the tasks that everybody is offered */
export const wins = (lot: number, share: number): boolean => lot * everyTask < share * 2 ** 32;

/** Whether a task is offered to an account. */
export const isDrawn = (share: number, account: Hex, task: Hex, keccak: Keccak = plainKeccak): boolean =>
  share >= everyTask || wins(lotOf(account, task, keccak), share);
