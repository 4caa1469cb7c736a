import type { Hex } from '../scalar/hex.ts';

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
/** Value of a digit by its character code; of what is no digit, 0. */
const values = Uint8Array.from({ length: 256 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? 0 : value;
});

export function bytesToHex(bytes: Uint8Array): Hex {
  let text: Hex = '0x';
  for (const byte of bytes) text += digits[byte]!;
  return text;
}

/** @param hex an even number of digits */
export function hexToBytes(hex: Hex): Uint8Array {
  const bytes = new Uint8Array((hex.length - 2) / 2);
  setHex(bytes, 0, hex);
  return bytes;
}

/**
 * One 32-byte word of an ABI encoding that is still zero: addresses and numbers stand right-aligned.
 * @param value a number is a safe integer, not negative
 */
export function setWord(into: Uint8Array, word: number, value: Hex | bigint | number): void {
  if (typeof value === 'number') {
    for (let rest = value, at = word * 32 + 31; rest > 0; rest = Math.floor(rest / 256))
      into[at--] = rest % 256;
    return;
  }
  const hex: Hex = typeof value === 'bigint' ? `0x${value.toString(16).padStart(64, '0')}` : value;
  if (hex.length > 66) throw new RangeError('a word has 32 bytes');
  setHex(into, word * 32 + 32 - (hex.length - 2) / 2, hex);
}

/** One 32-byte word of an ABI encoding: bytes1 to bytes31 stand left-aligned. */
export const setLeftWord = (into: Uint8Array, word: number, value: Hex) => setHex(into, word * 32, value);

function setHex(into: Uint8Array, offset: number, hex: Hex): void {
  for (let at = 2, to = offset; at < hex.length; at += 2, to++)
    into[to] = values[hex.charCodeAt(at)]! * 16 + values[hex.charCodeAt(at + 1)]!;
}
