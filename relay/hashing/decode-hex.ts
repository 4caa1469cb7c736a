const none = 0xff;
/** Value of a lower-case digit by its character code. */
const values = new Uint8Array(256).fill(none);
for (const [value, digit] of [...'0123456789abcdef'].entries()) values[digit.charCodeAt(0)] = value;

/**
 * Bytes from lower-case hexadecimal digits.
 * @param text has all of the digits from `at` on
 * @returns whether all are such digits; else what was written means nothing
 */
export function decodeHex(
  text: Uint8Array,
  at: number,
  into: Uint8Array,
  to: number,
  bytes: number,
): boolean {
  let seen = 0;
  for (let n = 0; n < bytes; n++) {
    const high = values[text[at + 2 * n]!]!;
    const low = values[text[at + 2 * n + 1]!]!;
    seen |= high | low;
    into[to + n] = (high << 4) | low;
  }
  return seen < 16;
}
