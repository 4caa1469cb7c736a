import * as v from 'valibot';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
/** Characters that turn the direction of what follows: they can make a sentence read as another. */
const bidiControl = /[\u202a-\u202e\u2066-\u2069]/;

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
    v.check(
      (value) => !control.test(value) && !bidiControl.test(value),
      'must not contain control characters',
    ),
  );

const shape = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/** The two reserved names would be skipped, as keys, by readers that guard against prototype pollution. */
export const isIdentifier = (id: string) => shape.test(id) && id !== 'constructor' && id !== 'prototype';

/** An identifier that a requester chooses: for a question, an option. */
export const identifier = v.pipe(
  v.string(),
  v.check(isIdentifier, 'must be a-z, 0-9 and hyphens, at most 40, and not reserved'),
);
