import { rate, type TwoSponges } from './two-sponges.ts';

const pageSize = 65_536;
export const word = 32;

/** The memory of the wasm module: messages of one block at places of their own, and texts of any length behind them. */
export interface HashMemory {
  /** Another view after `room` has made it larger. */
  bytes: Buffer;
  /** Makes the memory large enough for so many bytes at a place. */
  room(at: number, length: number): void;
  /** Makes a place a message of so many bytes: what is written there later is hashed with this padding. */
  pad(at: number, length: number): number;
  hash: TwoSponges['hash'];
}

export function hashMemory({ memory, hash }: TwoSponges): HashMemory {
  const made: HashMemory = {
    bytes: Buffer.from(memory.buffer),
    room(at, length) {
      if (at + length <= made.bytes.length) return;
      memory.grow(Math.ceil((2 * (at + length) - made.bytes.length) / pageSize));
      made.bytes = Buffer.from(memory.buffer);
    },
    pad(at, length) {
      const blocks = Math.floor(length / rate) + 1;
      made.bytes.fill(0, at + length, at + blocks * rate);
      made.bytes[at + length]! |= 0x01;
      made.bytes[at + blocks * rate - 1]! |= 0x80;
      return blocks;
    },
    hash,
  };
  return made;
}
