import * as v from 'valibot';
import type { Keccak } from '../ledger/tree.ts';
import { address, bytes32, type Hex } from '../scalar/hex.ts';
import { integer, uint32 } from '../scalar/integer.ts';
import { structDigest } from './digest.ts';
import type { Place } from './domain.ts';
import { plainKeccak } from './keccak.ts';

/** The most labels that one signature covers. */
export const maxBatch = 256;

export const batchTypes = {
  Batch: [
    { name: 'key', type: 'address' },
    { name: 'campaign', type: 'bytes32' },
    { name: 'termsHash', type: 'bytes32' },
    { name: 'sequence', type: 'uint32' },
    { name: 'count', type: 'uint16' },
    { name: 'labelsRoot', type: 'bytes32' },
  ],
} as const;

/** Labels of one campaign under one signature by its campaign key. (key, sequence) is unique; gaps mean nothing. */
export const batch = v.strictObject({
  key: address,
  campaign: bytes32,
  termsHash: bytes32,
  sequence: uint32,
  count: integer(1, maxBatch),
  /** Root of OpenZeppelin's standard tree over ['bytes32'] label leaves. */
  labelsRoot: bytes32,
});

export type Batch = v.InferOutput<typeof batch>;

/** EIP-712 digest; the batch's name everywhere. */
export const batchHash = (place: Place, given: Batch, keccak: Keccak = plainKeccak): Hex =>
  structDigest(place, batchTypes, given, keccak);
