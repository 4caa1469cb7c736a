import * as v from 'valibot';
import type { Keccak } from '../ledger/tree.ts';
import { address, bytes32, type Hex } from '../scalar/hex.ts';
import { seconds } from '../scalar/integer.ts';
import { structDigest } from './digest.ts';
import type { Place } from './domain.ts';
import { plainKeccak } from './keccak.ts';

export const delegationTypes = {
  Delegation: [
    { name: 'account', type: 'address' },
    { name: 'payTo', type: 'address' },
    { name: 'key', type: 'address' },
    { name: 'campaign', type: 'bytes32' },
    { name: 'blind', type: 'bytes32' },
    { name: 'notAfter', type: 'uint64' },
  ],
} as const;

/**
 * Lets `key` sign for `account`. Link 1 (campaign 0, blind 0, signed by the account) names the device key and the
 * default payTo; link 2 (signed by the device key) names a campaign key, whose payTo holds for receipts signed after it.
 * Goes to the relay only. `notAfter` is in seconds since 1970; of two links the earlier holds.
 */
export const delegation = v.strictObject({
  account: address,
  payTo: address,
  key: address,
  campaign: bytes32,
  blind: bytes32,
  notAfter: seconds,
});

export type Delegation = v.InferOutput<typeof delegation>;

/** EIP-712 digest. */
export const delegationHash = (place: Place, given: Delegation, keccak: Keccak = plainKeccak): Hex =>
  structDigest(place, delegationTypes, given, keccak);
