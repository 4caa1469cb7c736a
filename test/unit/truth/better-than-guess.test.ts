import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { evidence } from '../../../lib/protocol/label/evidence.ts';
import { creditOf, earnedBy } from '../../../lib/truth/pay/better-than-guess.ts';
import { paymentOf, standingOf } from '../../../lib/truth/pay/pay.ts';
import { expired, meets, qualityOf, type Score, usual } from '../../../lib/truth/pay/quality.ts';

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

const label = fc.record({ who: fc.nat(5), price, due: fc.boolean() });
const policy = fc.record({
  redundancy: fc.constant({ min: 3, max: 5 }),
  stopConfidence: fc.constant(900_000),
  hold: fc.record({ scored: fc.nat(40), golds: fc.nat(3) }),
  pay: fc.constantFrom('flat' as const, 'better-than-guess' as const),
});

test('nothing is minted, nothing is taken without a reason: random campaigns', () => {
  const campaign = fc.record({
    policy,
    labels: fc.array(label, { maxLength: 60 }),
    records: fc.array(scores, { minLength: 6, maxLength: 6 }),
  });
  fc.assert(
    fc.property(campaign, (given) => {
      const standings = given.records.map((record) => standingOf(given.policy, record));
      for (const [who, { met, quality: of }] of standings.entries()) {
        expect(met).toBe(meets(given.policy.hold, of));
        expect(of).toEqual(qualityOf(given.records[who]!, met ? usual : expired));
      }
      const payments = given.labels.map((one) => paymentOf(given.policy, one, standings[one.who]!));
      let paid = 0n;
      for (const [n, payment] of payments.entries()) {
        const { who, price: offered, due } = given.labels[n]!;
        const { quality: of, met } = standings[who]!;
        if (given.policy.pay === 'flat') expect(payment).toEqual({ state: 'paid', credit: offered });
        else if (!met && !due) expect(payment).toEqual({ state: 'held' });
        else if (of.scored === 0) expect(payment).toEqual({ state: 'paid', credit: offered / 5n });
        else if (payment.state === 'paid') expect(payment.credit).toBe(creditOf(offered, of.bp));
        else
          expect([payment, of.bp < 1500]).toMatchObject([{ state: 'rejected', code: 'below-guess' }, true]);
        if (payment.state !== 'paid') continue;
        expect(payment.credit > 0n && payment.credit <= offered).toBe(true);
        paid += payment.credit;
      }
      expect(paid <= given.labels.reduce((sum, one) => sum + one.price, 0n)).toBe(true);
    }),
  );
});

test('what is rejected says why', () => {
  const earned = earnedBy(10_000n, { bp: 1499, scored: 12, golds: 3, sum: -7 });
  expect(earned).toEqual({
    state: 'rejected',
    code: 'below-guess',
    evidence: 'scored=12 golds=3 sum=-7 reached=1499',
  });
  expect(earned.state === 'rejected' && v.is(evidence, earned.evidence)).toBe(true);
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
  expect(qualityOf([], usual)).toEqual({ bp: 3000, scored: 0, golds: 0, sum: 0 });
  expect(qualityOf([], expired).bp).toBe(0);
  expect(qualityOf(all(10, 1_000_000), usual).bp).toBe(6500);
  expect(qualityOf(all(10, 1_000_000), expired)).toMatchObject({ bp: 5000, sum: 10_000_000 });
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
  expect(meets(hold, { scored: 30, golds: 3 })).toBe(true);
  expect(meets(hold, { scored: 29, golds: 3 })).toBe(false);
  expect(meets(hold, { scored: 30, golds: 2 })).toBe(false);
  expect(meets({ scored: 0, golds: 0 }, { scored: 0, golds: 0 })).toBe(true);
});
