import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { betterThanGuess, creditOf, earnedBy } from '../../../lib/truth/pay/better-than-guess.ts';
import type { PricedVote } from '../../../lib/truth/pay/pay.ts';
import {
  expired,
  meets,
  type Quality,
  qualityOf,
  type Score,
  usual,
} from '../../../lib/truth/pay/quality.ts';

const price = fc.bigInt({ min: 10_000n, max: 2n ** 100n });
const bp = fc.integer({ min: 0, max: 10_000 });
const score: fc.Arbitrary<Score> = fc.record({
  ppm: fc.integer({ min: -20_000_000, max: 20_000_000 }),
  gold: fc.boolean(),
});
const scores = fc.array(score, { maxLength: 150 });
const prior = fc.constantFrom(usual, expired, { sum: 0, count: 0 }, { sum: 40_000_000, count: 50 });

test('a credit is at most the price, the whole of it at full quality, and never 0 where quality is paid', () => {
  fc.assert(
    fc.property(price, bp, (offered, quality) => {
      const credit = creditOf(offered, quality);
      expect(credit >= 0n && credit <= offered).toBe(true);
      expect(credit === 0n).toBe(quality < 1500);
      expect(creditOf(offered, 10_000)).toBe(offered);
    }),
  );
});

test('better work never earns less, a higher price never less', () => {
  fc.assert(
    fc.property(price, fc.bigInt({ min: 0n, max: 10n ** 20n }), bp, bp, (offered, more, a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      expect(creditOf(offered, low) <= creditOf(offered, high)).toBe(true);
      expect(creditOf(offered, a) <= creditOf(offered + more, a)).toBe(true);
    }),
  );
});

test('the sentence of the design: 71 % reached is 76.8 % of the price', () => {
  expect(creditOf(1_000_000n, 7100)).toBe(768_000n);
  expect(creditOf(10_001n, 7100)).toBe(7680n);
});

const key = (n: number): Hex => `0x${n.toString(16).padStart(40, '0')}`;
const quality: fc.Arbitrary<Quality> = fc.record({ bp, scored: fc.nat(100), golds: fc.nat(20) });

test('nothing is minted: what a campaign pays and what stays are what it offered', () => {
  const campaign = fc.record({
    labels: fc.array(fc.tuple(fc.nat(9), price), { maxLength: 60 }),
    qualities: fc.array(quality, { minLength: 10, maxLength: 10 }),
    unknown: fc.nat(9),
  });
  fc.assert(
    fc.property(campaign, ({ labels, qualities, unknown }) => {
      const known = new Map(qualities.map((one, n) => [key(n), one]));
      known.delete(key(unknown));
      const votes = labels.map(([who, offered], n): PricedVote => {
        return { ref: `0x${n.toString(16).padStart(64, '0')}`, key: key(who), body: {}, price: offered };
      });
      const earned = betterThanGuess(known)(votes, new Map());
      expect(earned).toHaveLength(votes.length);
      for (const [n, one] of earned.entries()) {
        const offered = votes[n]!.price;
        const of = known.get(votes[n]!.key);
        if (of === undefined || of.scored === 0) expect(one).toEqual({ state: 'paid', credit: offered / 5n });
        else if (one.state === 'paid') expect(one.credit > 0n && one.credit <= offered).toBe(true);
        else expect([one.code, of.bp < 1500, one.evidence.length > 0]).toEqual(['below-guess', true, true]);
      }
      const offered = votes.reduce((sum, vote) => sum + vote.price, 0n);
      const paid = earned.reduce((sum, one) => sum + (one.state === 'paid' ? one.credit : 0n), 0n);
      expect(paid <= offered).toBe(true);
    }),
  );
});

test('what is rejected says why', () => {
  expect(earnedBy(10_000n, { bp: 1499, scored: 12, golds: 3 })).toEqual({
    state: 'rejected',
    code: 'below-guess',
    evidence:
      'Of the agreement that a guess would have missed, 1499 of 10000 was reached on 12 scored labels, 3 of them golds; 1500 is paid.',
  });
});

test('quality is whole basis points; a better score never lowers it where golds do not cap it', () => {
  fc.assert(
    fc.property(scores, prior, fc.nat(149), fc.nat(1_000_000), (list, before, at, more) => {
      const { bp: found, scored, golds } = qualityOf(list, before);
      expect(Number.isInteger(found) && found >= 0 && found <= 10_000).toBe(true);
      expect(scored).toBe(Math.min(100, list.length));
      expect(golds <= scored).toBe(true);
      const plain = list.map(({ ppm }) => ({ ppm, gold: false }));
      const better = plain.map((one, n) => (n === at ? { ...one, ppm: one.ppm + more } : one));
      expect(qualityOf(better, before).bp).toBeGreaterThanOrEqual(qualityOf(plain, before).bp);
    }),
  );
});

const all = (count: number, ppm: number, gold = false): Score[] =>
  Array.from({ length: count }, () => ({ ppm, gold }));

test('by hand: prior, weight of golds, the last hundred', () => {
  expect(qualityOf([], usual)).toEqual({ bp: 3000, scored: 0, golds: 0 });
  expect(qualityOf([], expired).bp).toBe(0);
  expect(qualityOf(all(10, 1_000_000), usual).bp).toBe(6500);
  expect(qualityOf(all(10, 1_000_000), expired).bp).toBe(5000);
  expect(qualityOf(all(2, 1_000_000, true), usual).bp).toBe(5625);
  expect(qualityOf([...all(50, -1_000_000), ...all(100, 1_000_000)], { sum: 0, count: 0 }).bp).toBe(10_000);
});

test('golds are the ceiling: their mean and one standard error', () => {
  const golds = [1_000_000, 0, 1_000_000, 0].map((ppm) => ({ ppm, gold: true }));
  const agreed = [...golds, ...all(90, 1_000_000)];
  // Mean 0.5, deviation 0.5, four golds: 0.5 + 0.5 / 2.
  expect(qualityOf(agreed, usual).bp).toBe(7500);
  expect(qualityOf([...all(5, -500_000, true), ...all(90, 1_000_000)], usual).bp).toBe(0);
  expect(qualityOf([...all(2, -500_000, true), ...all(90, 1_000_000)], usual).bp).toBeGreaterThan(8000);
});

test('a hold is met by enough scored labels and golds', () => {
  const hold = { scored: 30, golds: 3 };
  expect(meets(hold, { bp: 0, scored: 30, golds: 3 })).toBe(true);
  expect(meets(hold, { bp: 9000, scored: 29, golds: 3 })).toBe(false);
  expect(meets(hold, { bp: 9000, scored: 30, golds: 2 })).toBe(false);
  expect(meets({ scored: 0, golds: 0 }, { bp: 0, scored: 0, golds: 0 })).toBe(true);
});
