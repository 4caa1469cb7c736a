import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedLabels } from '../../../lib/authoring/expected-labels.ts';
import type { Question } from '../../../lib/protocol/question/question.ts';

const choice = (options: number): Question => ({
  kind: 'choice',
  id: `q${options}`,
  ask: 'Which?',
  multiple: false,
  options: Array.from({ length: options }, (_, at) => ({ id: `o${at}`, label: `Option ${at}` })),
});
const span: Question = {
  kind: 'span',
  id: 'marked',
  ask: 'Where?',
  classes: [{ id: 'a', label: 'A' }],
  spans: { min: 0, max: 9 },
  overlap: false,
};
const of = (min: number, max: number, stopConfidence: number, ...questions: Question[]) =>
  expectedLabels(questions, { redundancy: { min, max }, stopConfidence });

describe('labels that a task is expected to take', () => {
  it('are what theory says of two options: it goes on while the votes are one apart', () => {
    // Sure at a lead of 2 (16 of 17), not of 1 (4 of 5); every two votes end it with 0.8² + 0.2².
    expect(of(1, 100, 900_000, choice(2))).toBeCloseTo(2 / (0.8 ** 2 + 0.2 ** 2), 0);
  });

  it('are not estimated where the number is fixed, or passages are asked for', () => {
    expect(of(3, 3, 900_000, choice(2))).toBeNull();
    expect(of(1, 5, 900_000, choice(2), span)).toBeNull();
  });

  it('are all where nothing is ever so sure', () => {
    expect(of(2, 7, 1_000_000, choice(3))).toBe(7);
  });

  it('lie between the fewest and the most, and are no fewer where more is asked or more sureness wanted', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 500_000, max: 999_000 }),
        (min, more, options, stop) => {
          const one = of(min, min + more, stop, choice(options))!;
          expect(one).toBeGreaterThanOrEqual(min);
          expect(one).toBeLessThanOrEqual(min + more);
          expect(of(min, min + more, stop, choice(options))).toBe(one);
          expect(of(min, min + more, stop + 1000, choice(options))!).toBeGreaterThanOrEqual(one);
          // Other numbers are drawn for two questions: equal but for what 500 tasks can not tell.
          expect(of(min, min + more, stop, choice(options), choice(2))!).toBeGreaterThan(one - 0.6);
        },
      ),
      { numRuns: 40 },
    );
  });
});
