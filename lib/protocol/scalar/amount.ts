import * as v from 'valibot';

const max128 = String(2n ** 128n - 1n);
const decimal = /^(0|[1-9][0-9]{0,38})$/;

/** An amount in a token's smallest unit: a decimal string on the wire, `bigint` inside; 0 to 2¹²⁸ − 1. */
export const amount = v.pipe(
  v.string(),
  v.regex(decimal, 'must be a whole number in decimal digits'),
  v.check((digits) => digits.length < max128.length || digits <= max128, 'must be below 2^128'),
);

export const amountAboveZero = v.pipe(
  amount,
  v.check((digits) => digits !== '0', 'must be more than 0'),
);

/** An amount as it stands in JSON. */
export type Amount = v.InferOutput<typeof amount>;
