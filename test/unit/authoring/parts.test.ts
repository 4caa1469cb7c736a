import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typedOf, unitsOf } from '../../../lib/authoring/amounts.ts';
import { costOf, labelsFrom, priceAtWage } from '../../../lib/authoring/cost.ts';
import { goldsCost } from '../../../lib/authoring/golds.ts';
import { optionIds } from '../../../lib/authoring/option-ids.ts';
import { isAllSites, patternsOf } from '../../../lib/authoring/patterns.ts';
import { parseValue } from '../../../lib/protocol/api/json.ts';
import { isIdentifier } from '../../../lib/protocol/scalar/text.ts';
import { canonicalAddress } from '../../../lib/protocol/target/address.ts';
import { depositFor, reserveOf } from '../../../lib/protocol/terms/cost.ts';
import { matchesUniverse } from '../../../lib/protocol/terms/matches.ts';
import { pagePattern } from '../../../lib/protocol/terms/pattern.ts';

const amounts = fc.bigInt({ min: 0n, max: 2n ** 100n });

describe('cost', () => {
  it('the least deposit pays all labels beside the appeal reserve, and one unit less does not', () => {
    fc.assert(
      fc.property(amounts, (pay) => {
        const deposit = depositFor(pay);
        expect(deposit - reserveOf(deposit) >= pay).toBe(true);
        if (deposit > 0n) expect(deposit - 1n - reserveOf(deposit - 1n) < pay).toBe(true);
      }),
    );
  });

  it('a deposit of what is needed pays as many labels as are expected', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 30n }),
        fc.integer({ min: 1, max: 100 }),
        fc.nat(10 ** 6),
        (price, most, tasks) => {
          const cost = costOf(price, most, tasks);
          expect(labelsFrom(cost.deposit, price) >= cost.labels).toBe(true);
        },
      ),
    );
  });

  it('a price never pays less than the wage it stands for', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 3600 }), (wage, seconds) => {
        expect(priceAtWage(wage, seconds) * 3600n >= wage * BigInt(seconds)).toBe(true);
      }),
    );
  });
});

describe('golds in the cost', () => {
  const campaign = fc.record({
    least: fc.integer({ min: 3, max: 20 }),
    more: fc.nat(20),
    tasks: fc.integer({ min: 1, max: 10 ** 6 }),
  });
  const of = ({ least, more, tasks }: { least: number; more: number; tasks: number }, given = 0) =>
    goldsCost(20_000n, { least, most: least + more, tasks }, given);

  it('are paid out of what a deposit for all labels pays anyway', () => {
    fc.assert(
      fc.property(campaign, fc.nat(1000), (size, given) => {
        const { pay, labels } = of(size, given);
        expect(pay).toBe(20_000n * BigInt(labels));
        const { least, more, tasks } = size;
        expect(pay + 20_000n * BigInt(least * tasks) <= costOf(20_000n, least + more, tasks).pay).toBe(true);
      }),
    );
  });

  it('are never fewer for more tasks, more room or more known answers', () => {
    fc.assert(
      fc.property(campaign, fc.nat(50), (size, by) => {
        const { labelers } = of(size);
        expect(of({ ...size, tasks: size.tasks + by }).labelers).toBeGreaterThanOrEqual(labelers);
        expect(of({ ...size, more: size.more + by }).labelers).toBeGreaterThanOrEqual(labelers);
        expect(of(size, by).labelers).toBeGreaterThanOrEqual(labelers);
      }),
    );
  });

  it.each([
    [{ least: 3, more: 2, tasks: 100 }, 0, { chosen: 10, labels: 20, labelers: 2, isEnough: false }],
    [{ least: 3, more: 2, tasks: 250 }, 0, { chosen: 25, labels: 50, labelers: 5, isEnough: true }],
    [{ least: 3, more: 0, tasks: 5000 }, 0, { chosen: 0, labels: 0, labelers: 0, isEnough: false }],
    [{ least: 3, more: 2, tasks: 100 }, 10, { chosen: 10, labels: 20, labelers: 5, isEnough: true }],
  ])('by hand: %o and %i known', (size, given, expected) => {
    expect(of(size, given)).toMatchObject({ ...expected, given });
  });
});

describe('amounts', () => {
  it('are read back as they were written', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 36 }), (units, decimals) => {
        expect(unitsOf(typedOf(units, decimals), decimals)).toBe(units);
      }),
    );
  });

  it.each(['', '.', '1.1234567', '-1', '1e5', '0x1', '1 000'])('%s is none', (typed) => {
    expect(unitsOf(typed, 6)).toBeUndefined();
  });
});

describe('patterns', () => {
  it.each([
    [['https://a.example/news/x'], ['https://a.example/news/*']],
    [['https://a.example/news/x?id=1', 'https://a.example/news/2030/y'], ['https://a.example/news/*']],
    [['https://a.example/news/x', 'https://a.example/newsroom/x'], ['https://a.example/*']],
    [
      ['https://a.example', 'http://b.example:8080/c/d'],
      ['https://a.example/*', 'http://b.example:8080/c/*'],
    ],
    [['https://a.example/posts', 'https://a.example/posts#2'], ['https://a.example/posts*']],
    [['https://a.example/x1', 'https://a.example/x2'], ['https://a.example/*']],
    [['no address', 'file:///x'], []],
  ])('of %j are %j', (examples, patterns) => {
    expect(patternsOf(examples)).toEqual(patterns);
  });

  it('hold every example that they come from, and never all sites', () => {
    const path = fc.array(fc.string({ unit: 'grapheme', maxLength: 5 }), { maxLength: 4 });
    const example = fc
      .tuple(fc.domain(), path)
      .map(([host, steps]) => new URL(`https://${host}/${steps.join('/')}`).href);
    fc.assert(
      fc.property(fc.array(example, { minLength: 1, maxLength: 5 }), (examples) => {
        const patterns = patternsOf(examples);
        expect(patterns.filter(isAllSites)).toEqual([]);
        const good = patterns.filter((pattern) => parseValue(pagePattern, pattern).ok);
        for (const address of examples) {
          const canonical = canonicalAddress(address, undefined, []);
          if (canonical === undefined || good.length < patterns.length) continue;
          expect(matchesUniverse({ kind: 'pattern', patterns }, canonical)).toBe(true);
        }
      }),
    );
  });
});

describe('option ids', () => {
  it('say what the options say', () => {
    expect(optionIds(['Muy positivo', 'Neutral!', '否', 'neutral'])).toEqual([
      'muy-positivo',
      'neutral',
      'option-3',
      'neutral-4',
    ]);
  });

  it('are identifiers and all different', () => {
    const label = fc.oneof(fc.string(), fc.constantFrom('option-1', 'option', 'constructor', 'a'.repeat(60)));
    fc.assert(
      fc.property(fc.array(label, { maxLength: 40 }), (labels) => {
        const ids = optionIds(labels);
        expect(ids.every(isIdentifier)).toBe(true);
        expect(new Set(ids).size).toBe(labels.length);
      }),
    );
  });
});
