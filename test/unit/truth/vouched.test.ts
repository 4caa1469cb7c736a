import { describe, expect, it } from 'vitest';
import { hasStanding, isVouched } from '../../../lib/truth/vouched.ts';
import { hexOf } from '../queue/sample.ts';

const scored = (count: number, ppm: number) => Array.from({ length: count }, () => ({ ppm, gold: false }));
const [one, two, three, four] = [hexOf(1, 20), hexOf(2, 20), hexOf(3, 20), hexOf(4, 20)];

describe('who stands for a page', () => {
  it('has given enough work, and good work', () => {
    expect(hasStanding([])).toBe(false);
    expect(hasStanding(scored(19, 1_000_000))).toBe(false);
    expect(hasStanding(scored(20, 1_000_000))).toBe(true);
    expect(hasStanding(scored(100, 300_000))).toBe(false);
    // What was good once does not count beyond the last hundred.
    expect(hasStanding([...scored(500, 1_000_000), ...scored(100, 0)])).toBe(false);
  });

  it('is two people at least, each once', () => {
    const scores = new Map([
      [one, scored(30, 900_000)],
      [two, scored(30, 900_000)],
      [three, scored(30, 0)],
    ]);
    expect(isVouched([one], scores)).toBe(false);
    expect(isVouched([one, one], scores)).toBe(false);
    expect(isVouched([one, three, four], scores)).toBe(false);
    expect(isVouched([one, three, two], scores)).toBe(true);
  });
});
