import { getAddress, isAddress } from 'viem/utils';
import type { Hex } from '../protocol/scalar/hex.ts';

/** Whether this is an address: 20 bytes in hex; in mixed case only with the checksum of EIP-55. */
export const isChecksummed = (typed: string): boolean => isAddress(typed);

/** With capitals that tell a mistyped letter (EIP-55). */
export const withChecksum = (address: Hex): string => getAddress(address);
