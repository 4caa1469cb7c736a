import { describe, expect, it } from 'vitest';
import { crowdOf } from '../../../lib/audit/crowd.ts';
import type { LabelRow } from '../../../lib/protocol/ledger/statement.ts';
import type { Answer } from '../../../lib/protocol/question/question.ts';
import { hexOf } from '../queue/sample.ts';

const word = hexOf(1, 32);

const rowOf = (number: number, answer: Answer | null): LabelRow => ({
  ref: word,
  number,
  index: 0,
  taskPart: word,
  bodyPart: word,
  price: '20000',
  state: 'held',
  ...(answer !== null && {
    judged: {
      opened: {
        body: { asked: answer },
        assist: 'human',
        activeMs: 1,
        createdAt: 1,
        salt: hexOf(1, 16),
      },
      posterior: {},
      counted: true,
    },
  }),
});

const chosen = (...options: string[]): Answer => ({ kind: 'choice', chosen: options });
const marked = (...spans: [start: number, end: number, set: string][]): Answer => ({
  kind: 'span',
  spans: spans.map(([start, end, set]) => ({ class: set, start, end })),
});

const crowd = (own: Answer | null, ...others: (Answer | null)[]) => {
  const rows = [own, ...others].map((answer, number) => rowOf(number, answer));
  return crowdOf(rows, rows[0]!);
};
const saidOf = (own: Answer, ...others: Answer[]) => crowd(own, ...others)?.questions.asked;

describe('what others said of a task', () => {
  it('is nothing before it is settled', () => {
    expect(crowd(null, chosen('up'))).toBeUndefined();
  });

  it('counts their answers without the own one, most frequent first, abstentions as answers', () => {
    expect(saidOf(chosen('up'), chosen('down'), { kind: 'unsure' }, chosen('down'))).toEqual({
      kind: 'answers',
      answers: [
        { answer: chosen('down'), labels: 2 },
        { answer: { kind: 'unsure' }, labels: 1 },
      ],
    });
  });

  it('leaves out labels that are not opened, and those of pages that do not exist', () => {
    const missed: LabelRow = {
      ...rowOf(2, null),
      posterior: {},
      counted: false,
      opened: {
        body: { asked: chosen('up') },
        assist: 'human',
        activeMs: 1,
        createdAt: 1,
        salt: hexOf(1, 16),
      },
      state: 'rejected',
      credit: '0',
      code: 'no-such-page',
      evidence: 'status=404',
    };
    const own = rowOf(0, chosen('up'));
    expect(crowdOf([own, rowOf(1, null), missed], own)).toEqual({
      others: 0,
      questions: { asked: { kind: 'answers', answers: [] } },
    });
    expect(crowdOf([missed], missed)).toBeUndefined();
  });

  it('of passages says how many of the own ones at least half of the others marked by half', () => {
    const own = marked([0, 10, 'a'], [20, 30, 'a'], [40, 50, 'b']);
    const others = [
      // Half of the first in two pieces; the second under another class.
      marked([0, 2, 'a'], [7, 12, 'a'], [20, 30, 'b']),
      marked([5, 10, 'a'], [44, 50, 'b']),
      marked([24, 28, 'a'], [44, 90, 'b']),
      marked(),
    ];
    expect(saidOf(own, ...others)).toEqual({ kind: 'passages', own: 3, shared: 2, marked: 3 });
  });

  it('of passages that nobody else could mark shares none', () => {
    expect(saidOf(marked([0, 10, 'a']))).toEqual({ kind: 'passages', own: 1, shared: 0, marked: 0 });
  });
});
