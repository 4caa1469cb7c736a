import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exp, log } from '../../../lib/truth/exp-log.ts';
import vectors from '../../vectors/exp-log.json' with { type: 'json' };
import { bitsOf, fromBits } from './bits.ts';

/** The engine's own is right to about one unit in the last place. */
const close = (ours: number, theirs: number) => expect(Math.abs(ours / theirs - 1)).toBeLessThan(1e-15);

test('exp is right to the last places', () => {
  fc.assert(
    fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
      close(exp(x), Math.exp(x));
    }),
  );
});

test('log is right to the last places', () => {
  const inverse = fc.double({ min: 2 ** -1022, max: 1e308, noNaN: true });
  fc.assert(
    fc.property(fc.oneof(inverse, fc.double({ min: 1e-9, max: 2, noNaN: true })), (x) => {
      if (x === 1) expect(log(x)).toBe(0);
      else close(log(x), Math.log(x));
    }),
    { numRuns: 1000 },
  );
});

test('at the ends', () => {
  expect(exp(0)).toBe(1);
  expect(exp(-1e9)).toBe(0);
  expect(exp(Number.NEGATIVE_INFINITY)).toBe(0);
  expect(exp(1e9)).toBe(Number.POSITIVE_INFINITY);
  expect(exp(Number.NaN)).toBeNaN();
  expect(exp(-744)).toBe(1e-323);
});

test.each(vectors.cases)('the bits of $of at $x', ({ of, x, bits }) => {
  expect(bitsOf((of === 'exp' ? exp : log)(fromBits(x)))).toBe(bits);
});
