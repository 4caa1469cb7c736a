import type * as v from 'valibot';
import { parseValue } from '../../../lib/protocol/api/json.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';

/** A value of this schema; a test that brings none fails with the fault. */
export function parsed<const S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const read = parseValue(schema, value);
  if (!read.ok) throw new TypeError(read.detail);
  return read.value;
}

const isHex = (text: string): text is Hex => /^0x[0-9a-f]*$/.test(text);

/** Text of a vector as hex. */
export function hex(text: string): Hex {
  if (!isHex(text)) throw new TypeError(`not hex: ${text}`);
  return text;
}
