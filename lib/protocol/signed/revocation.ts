import * as v from 'valibot';
import type { Keccak } from '../ledger/tree.ts';
import { address, type Hex } from '../scalar/hex.ts';
import { structDigest } from './digest.ts';
import type { Place } from './domain.ts';
import { plainKeccak } from './keccak.ts';

export const revocationTypes = {
  Revocation: [
    { name: 'account', type: 'address' },
    { name: 'key', type: 'address' },
  ],
} as const;

/** Signed by the account: the key's later batches are refused; earlier receipts stay good. */
export const revocation = v.strictObject({ account: address, key: address });

export type Revocation = v.InferOutput<typeof revocation>;

/** EIP-712 digest. */
export const revocationHash = (place: Place, given: Revocation, keccak: Keccak = plainKeccak): Hex =>
  structDigest(place, revocationTypes, given, keccak);
