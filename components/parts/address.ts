import type { Hex } from '../../lib/protocol/scalar/hex.ts';

/**
 * An address as a person types it, in the protocol's spelling.
 * @param isAddress knows the checksum of EIP-55
 * @returns undefined unless it is an address, and not the zero address, where money would be lost
 */
export function parseAddress(typed: string, isAddress: (typed: string) => boolean): Hex | undefined {
  if (!/^0x[0-9a-fA-F]{40}$/.test(typed) || /^0x0{40}$/.test(typed) || !isAddress(typed)) return undefined;
  return `0x${typed.slice(2).toLowerCase()}`;
}
