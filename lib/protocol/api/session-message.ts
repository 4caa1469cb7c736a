import { createSiweMessage } from 'viem/siwe';
import { getAddress } from 'viem/utils';
import type { Hex } from '../scalar/hex.ts';

/** How long a session message may be used after it was issued, in seconds. */
export const sessionMessageLife = 300;

/** The EIP-4361 message that a device key signs to read its account's labels at one relay. `issuedAt` in seconds. */
export function sessionMessage(given: {
  relay: string;
  key: Hex;
  chainId: number;
  nonce: string;
  issuedAt: number;
}): string {
  const { host, origin } = new URL(given.relay);
  return createSiweMessage({
    domain: host,
    address: getAddress(given.key),
    uri: origin,
    version: '1',
    chainId: given.chainId,
    nonce: given.nonce,
    issuedAt: new Date(given.issuedAt * 1000),
    statement: 'Read my labels and rewards at this Glosa relay.',
  });
}
