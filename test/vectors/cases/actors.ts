import { privateKeyToAddress } from 'viem/accounts';
import { keccak256, sliceHex, stringToBytes } from 'viem/utils';
import { type Hex, lower } from '../../../lib/protocol/scalar/hex.ts';
import type { Place } from '../../../lib/protocol/signed/domain.ts';

/** A fixed 32-byte value with a name. Nothing in the vectors is by chance. */
export const word = (name: string): Hex => keccak256(stringToBytes(`glosa vector: ${name}`));
export const bytes16 = (name: string): Hex => sliceHex(word(name), 0, 16);
export const someAddress = (name: string): Hex => sliceHex(word(name), 12);

export interface Signer {
  secret: Hex;
  address: Hex;
}

/** A key that everybody knows; never one to hold money with. */
export function signer(name: string): Signer {
  const secret = word(`key of ${name}`);
  return { secret, address: lower(privateKeyToAddress(secret)) };
}

export const account = signer('account');
export const deviceKey = signer('device');
export const campaignKey = signer('campaign');
export const relayKey = signer('relay');

export const maxAddress: Hex = `0x${'f'.repeat(40)}`;
export const maxWord: Hex = `0x${'f'.repeat(64)}`;
export const max32 = 2 ** 32 - 1;
export const max128 = (2n ** 128n - 1n).toString();

export const localPlace: Place = { chainId: 31_337, escrow: someAddress('escrow') };
/** The largest chain id that JSON readers agree on. */
export const farPlace: Place = { chainId: Number.MAX_SAFE_INTEGER, escrow: maxAddress };
