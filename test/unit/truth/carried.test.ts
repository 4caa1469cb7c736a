import fc from 'fast-check';
import { expect, test } from 'vitest';
import { carriedPrior, isUsual, mayBegin } from '../../../lib/truth/pay/carried.ts';
import { standingOf } from '../../../lib/truth/pay/pay.ts';
import { usual } from '../../../lib/truth/pay/quality.ts';

const record = fc.record({ sum: fc.integer({ min: -400_000_000, max: 400_000_000 }), count: fc.nat(200) });

test('what is carried is one of three steps, never below the usual, and needs fifty labels', () => {
  const steps = new Set<string>();
  fc.assert(
    fc.property(record, (shown) => {
      const prior = carriedPrior(shown);
      steps.add(`${prior.sum}/${prior.count}`);
      expect(mayBegin(prior)).toBe(true);
      expect(prior.sum).toBeGreaterThanOrEqual(usual.sum);
      if (shown.count < 50) expect(isUsual(prior)).toBe(true);
      if (!isUsual(prior)) expect(prior.sum / prior.count).toBeLessThanOrEqual(shown.sum / shown.count);
    }),
  );
  expect(steps.size).toBeLessThanOrEqual(3);
});

test('by hand', () => {
  expect(carriedPrior({ sum: 49_000_000, count: 49 })).toEqual(usual);
  expect(carriedPrior({ sum: 35_000_000, count: 50 })).toEqual({ sum: 7_000_000, count: 10 });
  expect(carriedPrior({ sum: 34_999_999, count: 50 })).toEqual({ sum: 5_000_000, count: 10 });
  expect(carriedPrior({ sum: 24_999_999, count: 50 })).toEqual(usual);
  expect(mayBegin({ sum: 6_000_000, count: 10 })).toBe(false);
});

test('it fades with a key’s own labels, and counts for nothing where a date ends a hold', () => {
  const hold = { scored: 5, golds: 0 };
  const policy = {
    redundancy: { min: 3, max: 5 },
    stopConfidence: 900_000,
    hold,
    pay: 'better-than-guess',
  } as const;
  const best = carriedPrior({ sum: 100_000_000, count: 100 });
  const poor = (count: number) => Array.from({ length: count }, () => ({ ppm: 0, gold: false }));
  const reached = (count: number, prior = best) => standingOf(policy, poor(count), prior).quality.bp;
  expect([reached(10), reached(10, usual)]).toEqual([3500, 1500]);
  expect([reached(50), reached(90)]).toEqual([1166, 700]);
  expect(standingOf(policy, poor(4), best)).toMatchObject({ met: false, quality: { bp: 0 } });
});
