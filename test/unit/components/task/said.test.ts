import { describe, expect, test } from 'vitest';
import { answersTo, passagesOf } from '../../../../components/task/said.ts';
import { moods } from '../samples.ts';
import { english } from '../words.ts';
import { answered, clauses, marked, mood, passage } from './samples.ts';

const { t } = english;

describe('what was answered', () => {
  test('stands once with all who said it, most first, and what it was settled as is told', () => {
    const task = answered([mood('down'), mood('up'), mood('up'), { kind: 'unsure' }], {
      truth: { body: { mood: mood('up') }, posterior: { mood: 900_000 } },
    });
    expect(answersTo(moods, task, t)).toEqual([
      { words: 'Bullish', who: [1, 2], isTruth: true },
      { words: 'Bearish', who: [0], isTruth: false },
      { words: 'Unsure', who: [3], isTruth: false },
    ]);
  });

  test('a settled answer that no shown label has is there too, by nobody', () => {
    const task = answered([mood('down')], {
      truth: { body: { mood: mood('up') }, posterior: { mood: 900_000 } },
    });
    expect(answersTo(moods, task, t).map(({ words, who }) => [words, who])).toEqual([
      ['Bearish', [0]],
      ['Bullish', []],
    ]);
  });
});

describe('what was marked', () => {
  const pay = passage('duty', 10, 'shall pay');
  const keep = passage('right', 40, 'may keep');

  test('stands in the order of the text, the same words of one class once', () => {
    const task = marked([[pay, keep], [keep], [passage('duty', 40, 'may keep')]]);
    expect(passagesOf(clauses, task).map(({ quote, span, who }) => [quote, span.class, who])).toEqual([
      ['shall pay', 'duty', [0]],
      ['may keep', 'right', [0, 1]],
      ['may keep', 'duty', [2]],
    ]);
    expect(answersTo(clauses, task, t)).toEqual([]);
  });

  test('that somebody found nothing to mark is an answer', () => {
    expect(answersTo(clauses, marked([[pay], []]), t)).toEqual([
      { words: 'Nothing to mark', who: [1], isTruth: false },
    ]);
  });

  test('a settled passage is told among them, and by its letters where nobody marked exactly that', () => {
    const spans = [pay[0], { ...keep[0], end: keep[0].end + 5 }];
    const task = marked([[pay], [keep]], {
      truth: { body: { clauses: { kind: 'span', spans } }, posterior: { clauses: 1 } },
    });
    expect(
      passagesOf(clauses, task).map(({ quote, who, isTruth, place }) => [
        quote,
        who,
        isTruth,
        place === undefined,
      ]),
    ).toEqual([
      ['shall pay', [0], true, false],
      ['may keep', [1], false, false],
      ['', [], true, true],
    ]);
  });

  test('by many labelers is told apart in one look at the places of each', () => {
    const passages = Array.from({ length: 200 }, (_, at) => passage('duty', at * 20, 'shall pay'));
    const task = marked(Array.from({ length: 20 }, () => passages));
    let looks = 0;
    const labels = task.labels.map((label) => ({
      ...label,
      get target() {
        looks += 1;
        return label.target;
      },
    }));
    const found = passagesOf(clauses, { ...task, labels });
    expect(found.map(({ who }) => who.length)).toEqual(Array(200).fill(20));
    expect(looks).toBe(20);
  });
});
