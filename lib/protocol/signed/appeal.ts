import * as v from 'valibot';
import type { Keccak } from '../ledger/tree.ts';
import { bytes32, type Hex } from '../scalar/hex.ts';
import { integer, seconds, uint32 } from '../scalar/integer.ts';
import { maxBatch } from './batch.ts';
import { structDigest } from './digest.ts';
import type { Place } from './domain.ts';
import { plainKeccak } from './keccak.ts';

export const appealTypes = {
  Appeal: [
    { name: 'campaign', type: 'bytes32' },
    { name: 'number', type: 'uint32' },
    { name: 'index', type: 'uint16' },
  ],
} as const;

/**
 * Asks that a rejected label's task be labeled again: the receipt's number and the label's place in its batch. Signed by the
 * campaign key that signed the batch, so that it can stand in a public file and names nobody that was not named there.
 */
export const appeal = v.strictObject({ campaign: bytes32, number: uint32, index: integer(0, maxBatch - 1) });

export type Appeal = v.InferOutput<typeof appeal>;

/** EIP-712 digest. */
export const appealHash = (place: Place, given: Appeal, keccak: Keccak = plainKeccak): Hex =>
  structDigest(place, appealTypes, given, keccak);

export const appealReceiptTypes = {
  AppealReceipt: [
    { name: 'appealHash', type: 'bytes32' },
    { name: 'epoch', type: 'uint32' },
    { name: 'decideBy', type: 'uint64' },
  ],
} as const;

/** By the receipt key of that epoch: a statement that is cut by then says what became of the appeal. */
export const appealReceipt = v.strictObject({ appealHash: bytes32, epoch: uint32, decideBy: seconds });

export type AppealReceipt = v.InferOutput<typeof appealReceipt>;

/** EIP-712 digest. */
export const appealReceiptHash = (place: Place, given: AppealReceipt, keccak: Keccak = plainKeccak): Hex =>
  structDigest(place, appealReceiptTypes, given, keccak);
