import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Body } from '../../../lib/protocol/question/body.ts';
import type { Answer } from '../../../lib/protocol/question/question.ts';
import { contested, disagreement } from '../../../lib/truth/agreement/disagreement.ts';

const chosen = (...options: string[]): Answer => ({ kind: 'choice', chosen: options });
const marked = (...letters: [start: number, end: number, name?: string][]): Answer => ({
  kind: 'span',
  spans: letters.map(([start, end, name = 'duty']) => ({ class: name, start, end })),
});
const saying = (...answers: Answer[]): Body[] => answers.map((tone) => ({ tone }));

const passages = fc
  .uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 8 })
  .map((borders) => borders.toSorted((a, b) => a - b))
  .map((borders) =>
    marked(
      ...borders.flatMap((start, at): [number, number, string][] => {
        const end = borders[at + 1];
        return at % 2 === 1 || end === undefined ? [] : [[start, end, at % 4 === 0 ? 'duty' : 'right']];
      }),
    ),
  );
const answers = fc.oneof(
  fc.subarray(['up', 'down', 'flat'], { minLength: 1 }).map((options) => chosen(...options)),
  passages,
  fc.constantFrom<Answer>({ kind: 'unsure' }, { kind: 'not-applicable' }),
);
const labels = fc.array(answers, { minLength: 2, maxLength: 7 });

describe('how far the labels of a task are apart', () => {
  test('by hand: of the pairs of answers, those that differ', () => {
    expect(disagreement(saying(chosen('up'), chosen('down')))).toBe(1_000_000);
    expect(disagreement(saying(chosen('up'), chosen('up'), chosen('down')))).toBe(666_666);
    expect(disagreement(saying(chosen('up'), { kind: 'unsure' }, { kind: 'unsure' }))).toBe(666_666);
  });

  // Letters 0–10 and 5–15: fifteen are marked by one or both, ten by one alone.
  test('by hand: of the letters that one of two marks, those that only one does', () => {
    expect(disagreement(saying(marked([0, 10]), marked([5, 15])))).toBe(666_666);
    expect(disagreement(saying(marked([0, 10]), marked([0, 10, 'right'])))).toBe(1_000_000);
    expect(disagreement(saying(marked(), marked()))).toBe(0);
    expect(disagreement(saying(marked([0, 10]), { kind: 'unsure' }))).toBe(1_000_000);
  });

  test('of several questions the one where they differ most', () => {
    const [same, other] = saying(chosen('up'), chosen('down'));
    expect(
      disagreement([
        { ...same, topic: chosen('tax') },
        { ...same, topic: chosen('tax') },
      ]),
    ).toBe(0);
    expect(
      disagreement([
        { ...same, topic: chosen('tax') },
        { ...other, topic: chosen('tax') },
      ]),
    ).toBe(1_000_000);
  });

  test('one label, or none, differs from nothing', () => {
    expect(disagreement([])).toBe(0);
    expect(disagreement(saying(chosen('up')))).toBe(0);
    expect(contested(0, 1)).toBe(0);
  });

  test('it is a share, whatever the order of the labels, and 0 exactly where all are alike', () => {
    fc.assert(
      fc.property(labels, (given) => {
        const apart = disagreement(saying(...given));
        expect(apart).toBeGreaterThanOrEqual(0);
        expect(apart).toBeLessThanOrEqual(1_000_000);
        expect(disagreement(saying(...given.toReversed()))).toBe(apart);
        expect(apart === 0).toBe(given.every((one) => JSON.stringify(one) === JSON.stringify(given[0])));
      }),
    );
  });

  test('a label that is given again, alike, brings labels that differed closer', () => {
    fc.assert(
      fc.property(answers, answers, (one, other) => {
        const apart = disagreement(saying(one, other));
        expect(disagreement(saying(one, other, other))).toBeLessThanOrEqual(apart);
      }),
    );
  });

  test('two against three are more contested than one against one, and four against one less', () => {
    const split = (up: number, down: number) => {
      const given = [...Array(up).fill(chosen('up')), ...Array(down).fill(chosen('down'))];
      return contested(disagreement(saying(...given)), given.length);
    };
    expect(split(2, 3)).toBeGreaterThan(split(1, 1));
    expect(split(4, 1)).toBeLessThan(split(1, 1));
  });
});
