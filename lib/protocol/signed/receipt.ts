import * as v from 'valibot';
import { type Refusal, refusals } from '../label/refusal.ts';
import type { Keccak } from '../ledger/tree.ts';
import { amount } from '../scalar/amount.ts';
import { address, bytes32, type Hex } from '../scalar/hex.ts';
import { integer, seconds, uint16, uint32 } from '../scalar/integer.ts';
import { maxBatch } from './batch.ts';
import { hashJson } from './canonical.ts';
import { structDigest } from './digest.ts';
import type { Place } from './domain.ts';
import { plainKeccak } from './keccak.ts';

export const receiptTypes = {
  Receipt: [
    { name: 'batchHash', type: 'bytes32' },
    { name: 'campaign', type: 'bytes32' },
    { name: 'payTo', type: 'address' },
    { name: 'epoch', type: 'uint32' },
    { name: 'number', type: 'uint32' },
    { name: 'received', type: 'uint16' },
    { name: 'amount', type: 'uint128' },
    { name: 'refusedHash', type: 'bytes32' },
    { name: 'acceptBy', type: 'uint64' },
  ],
} as const;

/**
 * The relay's signed answer to a batch: this much is reserved, for this payTo, until then. `number` counts per
 * campaign: two receipts of one number prove a lie. `amount` = received × the price of the terms that the batch names.
 */
export const receipt = v.strictObject({
  batchHash: bytes32,
  campaign: bytes32,
  payTo: address,
  epoch: uint32,
  number: uint32,
  received: uint16,
  amount,
  refusedHash: bytes32,
  /** Seconds since 1970 by which every received label is settled. */
  acceptBy: seconds,
});

export type Receipt = v.InferOutput<typeof receipt>;

/** Position in the batch and the reason, ascending by position. */
export const refusedList = v.pipe(
  v.array(v.strictTuple([integer(0, maxBatch - 1), v.picklist(refusals)])),
  v.maxLength(maxBatch),
);
export type RefusedList = [index: number, code: Refusal][];

export const refusedHash = (refused: RefusedList, keccak: Keccak = plainKeccak): Hex =>
  hashJson(refused, keccak);

/** EIP-712 digest. */
export const receiptHash = (place: Place, given: Receipt, keccak: Keccak = plainKeccak): Hex =>
  structDigest(place, receiptTypes, { ...given, amount: BigInt(given.amount) }, keccak);
