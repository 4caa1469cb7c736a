import * as v from 'valibot';

export type Hex = `0x${string}`;

/** Lower-case hexadecimal of exactly `bytes` bytes. One spelling per value, so that hashes of JSON agree. */
const hex = (bytes: number, name: string) => {
  const shape = new RegExp(`^0x[0-9a-f]{${bytes * 2}}$`);
  return v.custom<Hex>((input) => typeof input === 'string' && shape.test(input), `must be ${name}`);
};

export const address = hex(20, 'an address: 0x and 40 lower-case hex digits');
export const bytes12 = hex(12, '12 bytes: 0x and 24 lower-case hex digits');
export const bytes16 = hex(16, '16 bytes: 0x and 32 lower-case hex digits');
export const bytes32 = hex(32, '32 bytes: 0x and 64 lower-case hex digits');
/** r, s and a recovery byte of 27 or 28 (EIP-191, EIP-712). */
export const signature = hex(65, 'a signature: 0x and 130 lower-case hex digits');

export const zero32: Hex = `0x${'0'.repeat(64)}`;
export const zeroAddress: Hex = `0x${'0'.repeat(40)}`;

/** Hex of any case becomes the one spelling of the protocol. */
export const lower = (value: Hex): Hex => `0x${value.slice(2).toLowerCase()}`;
