import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alpha, alphaOfUnits, type Level } from '../../../lib/truth/agreement/alpha.ts';
import { bootstrap } from '../../../lib/truth/agreement/bootstrap.ts';
import { cohen, fleiss } from '../../../lib/truth/agreement/kappa.ts';

const levels: Level[] = ['nominal', 'ordinal', 'interval', 'ratio'];

describe('alpha', () => {
  // Two raters, three units, values 1 1 2 and 1 2 2: of 6 answers three are 1. Observed: one of three pairs apart by 1.
  // Expected: 9 of the 15 pairs of answers apart by 1; ordinal and ratio distances are one number as well.
  test.each(levels)('by hand, %s: 1 − (1/3)/(9/15) = 4/9', (level) => {
    expect(
      alpha(
        [
          [1, 1, 2],
          [1, 2, 2],
        ],
        level,
      ),
    ).toBeCloseTo(4 / 9, 12);
  });

  // Values 1 2 | 1 3 | 2 2: observed distances 1, 4, 0; of the 6 answers 1 1 2 2 2 3 the 15 pairs sum to 6 + 8 + 3.
  test('by hand, interval with three values', () => {
    const units = [
      [1, 2],
      [1, 3],
      [2, 2],
    ];
    expect(alphaOfUnits(units, 'interval')).toBeCloseTo(1 - 5 / 3 / (17 / 15), 12);
  });

  test('gaps are left out, lone answers do not count', () => {
    const full = [
      [1, 2, 3, 3],
      [1, 2, 3, 4],
    ];
    const gaps = [
      [1, 2, 3, 3, null, 5],
      [1, 2, 3, 4, null],
      [null, null, null, null, 2, null],
    ];
    for (const level of levels) expect(alpha(gaps, level)).toBe(alpha(full, level));
  });

  test('perfect is 1; without pairs or variation nothing is said', () => {
    for (const level of levels) {
      expect(
        alpha(
          [
            [0, 1, 2],
            [0, 1, 2],
          ],
          level,
        ),
      ).toBe(1);
      expect(
        alpha(
          [
            [3, 3],
            [3, 3],
          ],
          level,
        ),
      ).toBeNaN();
      expect(
        alpha(
          [
            [1, null],
            [null, 2],
          ],
          level,
        ),
      ).toBeNaN();
      expect(alpha([], level)).toBeNaN();
    }
  });

  test('raters and units may change places', () => {
    const table = fc.array(fc.array(fc.nat(3), { minLength: 5, maxLength: 5 }), {
      minLength: 2,
      maxLength: 4,
    });
    fc.assert(
      fc.property(table, fc.constantFrom(...levels), (data, level) => {
        const moved = data.toReversed().map((row) => row.toReversed());
        const [there, back] = [alpha(data, level), alpha(moved, level)];
        if (Number.isNaN(there)) expect(back).toBeNaN();
        else expect(back).toBeCloseTo(there, 10);
      }),
    );
  });
});

describe('kappa', () => {
  // Cohen (1960) by hand: agreed 35 of 50, by chance 25 of 50.
  test('Cohen: (0.7 − 0.5)/(1 − 0.5)', () => {
    expect(
      cohen([
        [20, 5],
        [10, 15],
      ]),
    ).toBeCloseTo(0.4, 12);
  });

  test('Cohen by distance, with two classes as without; perfect is 1; nothing is NaN', () => {
    expect(
      cohen(
        [
          [20, 5],
          [10, 15],
        ],
        'quadratic',
      ),
    ).toBeCloseTo(0.4, 12);
    expect(
      cohen(
        [
          [2, 1, 0],
          [0, 2, 1],
          [0, 0, 2],
        ],
        'linear',
      ),
    ).toBeGreaterThan(
      cohen(
        [
          [2, 0, 1],
          [1, 2, 0],
          [0, 0, 2],
        ],
        'linear',
      ),
    );
    expect(
      cohen([
        [3, 0],
        [0, 4],
      ]),
    ).toBe(1);
    expect(
      cohen([
        [3, 0],
        [0, 0],
      ]),
    ).toBeNaN();
    expect(cohen([])).toBeNaN();
  });

  // Two subjects, two raters: one agreed, one not. Agreement 1/2; frequencies 3/4 and 1/4, chance 10/16.
  test('Fleiss: (1/2 − 5/8)/(1 − 5/8) = −1/3', () => {
    expect(
      fleiss([
        [2, 0],
        [1, 1],
      ]),
    ).toBeCloseTo(-1 / 3, 12);
  });

  test('Fleiss says nothing of one rater, uneven numbers, or one class', () => {
    expect(
      fleiss([
        [1, 0],
        [0, 1],
      ]),
    ).toBeNaN();
    expect(
      fleiss([
        [2, 0],
        [1, 2],
      ]),
    ).toBeNaN();
    expect(
      fleiss([
        [2, 0],
        [2, 0],
      ]),
    ).toBeNaN();
    expect(fleiss([])).toBeNaN();
  });
});

describe('bootstrap', () => {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const items = Array.from({ length: 100 }, (_, n) => n % 2);

  test('the same seed, the same interval; another seed, another', () => {
    const one = bootstrap(items, mean, { seed: 1 });
    expect(bootstrap(items, mean, { seed: 1 })).toEqual(one);
    expect(bootstrap(items, (all) => mean(all) + 1e-9 * all[0]!, { seed: 2 })).not.toEqual(one);
  });

  test('of a hundred even coins: a half, give or take a tenth', () => {
    const { low, high } = bootstrap(items, mean, { seed: 3 });
    expect(low).toBeGreaterThan(0.36);
    expect(low).toBeLessThan(0.44);
    expect(high).toBeGreaterThan(0.56);
    expect(high).toBeLessThan(0.64);
  });

  test('around an alpha; and nothing of nothing', () => {
    const units = Array.from({ length: 60 }, (_, n) => [n % 3, n % 3, n % 5 === 0 ? 0 : n % 3]);
    const whole = alphaOfUnits(units, 'nominal');
    const { low, high } = bootstrap(units, (drawn) => alphaOfUnits(drawn, 'nominal'), {
      seed: 4,
      draws: 200,
    });
    expect(low).toBeLessThan(whole);
    expect(high).toBeGreaterThan(whole);
    expect(bootstrap([], mean, { seed: 5 })).toEqual({ low: Number.NaN, high: Number.NaN });
  });
});
