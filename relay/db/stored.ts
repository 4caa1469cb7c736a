import type * as v from 'valibot';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { surely } from '../surely.ts';

/**
 * What reads the JSON text of a column, which this relay has written: by its schema as one predicate where that is sure, else
 * by the schema itself.
 */
export function storedAs<const S extends v.GenericSchema>(schema: S) {
  const isSure = surely(schema);
  /** @throws TypeError that begins with what the text is, when it is not of the schema */
  return (text: string, what: string | (() => string)): v.InferOutput<S> => {
    const value = plainJson(text);
    if (isSure(value)) return value;
    const read = parseJson(schema, text);
    if (!read.ok)
      throw new TypeError(`${typeof what === 'string' ? what : what()} in the database: ${read.detail}`);
    return read.value;
  };
}

function plainJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
