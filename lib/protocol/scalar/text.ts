import * as v from 'valibot';
import { isWithoutControls } from './plain-text.ts';

/**
 * Text of at most `max` UTF-16 units: well-formed, without control characters (tab and line feed excepted) and without
 * explicit direction overrides (Unicode TR 36, section 2).
 */
export const text = (max: number, min = 0) =>
  v.pipe(
    v.string(),
    v.minLength(min),
    v.maxLength(max),
    v.check((value) => value.isWellFormed(), 'must not contain lone surrogates'),
    v.check(isWithoutControls, 'must not contain control characters'),
  );

const shape = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/** The two reserved names would be skipped, as keys, by readers that guard against prototype pollution. */
export const isIdentifier = (id: string) => shape.test(id) && id !== 'constructor' && id !== 'prototype';

/** An identifier that a requester chooses: for a question, an option. */
export const identifier = v.pipe(
  v.string(),
  v.check(isIdentifier, 'must be a-z, 0-9 and hyphens, at most 40, and not reserved'),
);
