/** Elements of PostgreSQL's arrays, by their type's oid. */
const elements = { bytea: 17 } as const;

/**
 * An array parameter in PostgreSQL's binary format, which `pg` sends as it is: nothing is written as text and read again.
 * One dimension, from 1, without nulls.
 */
export function binaryArray(element: keyof typeof elements, values: readonly Uint8Array[]): Buffer {
  const dimensions = values.length === 0 ? 0 : 1;
  const size = 12 + 8 * dimensions + values.reduce((sum, value) => sum + 4 + value.length, 0);
  const into = Buffer.allocUnsafe(size);
  let at = into.writeInt32BE(dimensions, 0);
  at = into.writeInt32BE(0, at);
  at = into.writeInt32BE(elements[element], at);
  if (dimensions === 0) return into;
  at = into.writeInt32BE(values.length, at);
  at = into.writeInt32BE(1, at);
  for (const value of values) {
    at = into.writeInt32BE(value.length, at);
    into.set(value, at);
    at += value.length;
  }
  return into;
}
