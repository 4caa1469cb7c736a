import fc from 'fast-check';
import { expect, test } from 'vitest';
import { split } from '../../../lib/truth/split.ts';

const million = 1_000_000;
const parts = fc.array(fc.integer({ min: 0, max: 2_944_438 }), { maxLength: 60 });
const sumOf = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0);

test('rounding makes nothing and loses nothing; each has its part to less than one', () => {
  fc.assert(
    fc.property(parts, (given) => {
      const shares = split(million, given);
      const sum = sumOf(given);
      expect(sumOf(shares)).toBe(sum === 0 ? 0 : million);
      for (const [at, share] of shares.entries()) {
        expect(Number.isInteger(share) && share >= 0).toBe(true);
        if (sum > 0) expect(Math.abs(share - (given[at]! * million) / sum)).toBeLessThan(1);
        if (given[at] === 0) expect(share).toBe(0);
      }
    }),
  );
});

test('who says more has no less; of equals the first has the one that is left over', () => {
  fc.assert(
    fc.property(parts, (given) => {
      const shares = split(million, given);
      for (const [a, one] of given.entries())
        for (const [b, other] of given.entries())
          if (one > other || (one === other && a < b)) expect(shares[a]! >= shares[b]!).toBe(true);
    }),
  );
  expect(split(million, [7, 7, 7])).toEqual([333_334, 333_333, 333_333]);
  expect(split(million, [0, 5])).toEqual([0, million]);
  expect(split(million, [])).toEqual([]);
});
