import * as v from 'valibot';
import { identifier, isIdentifier } from './text.ts';

const hasIdentifiers = (input: unknown) =>
  typeof input === 'object' &&
  input !== null &&
  !Array.isArray(input) &&
  Object.keys(input).every(isIdentifier);

/**
 * An object whose keys are identifiers that a requester chose. The check comes first because valibot's `record` takes
 * arrays and leaves `__proto__` and its like out silently: two readers would hash two values.
 */
export const recordOf = <const S extends v.GenericSchema>(value: S) =>
  v.pipe(
    v.custom<Record<string, unknown>>(hasIdentifiers, 'must be an object whose keys are identifiers'),
    v.record(identifier, value),
  );
