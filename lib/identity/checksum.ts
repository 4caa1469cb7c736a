import { isAddress } from 'viem/utils';

/** Whether this is an address: 20 bytes in hex; in mixed case only with the checksum of EIP-55. */
export const isChecksummed = (typed: string): boolean => isAddress(typed);
