import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer } from '../../../lib/protocol/question/question.ts';
import type { Span, SpanQuestion } from '../../../lib/protocol/question/span.ts';
import { spanAllows } from '../../../lib/protocol/question/span-set.ts';
import { judgeQuestions } from '../../../lib/truth/judge-questions.ts';
import { settleSpan } from '../../../lib/truth/kinds/span.ts';

const question: SpanQuestion = {
  kind: 'span',
  id: 'q',
  ask: '?',
  classes: [
    { id: 'a', label: 'A' },
    { id: 'b', label: 'B' },
  ],
  spans: { min: 0, max: 200 },
  overlap: true,
};
/** `a 0-10, b 4-6` as an answer. */
const marks = (text: string): Answer => ({
  kind: 'span',
  spans:
    text === ''
      ? []
      : text.split(', ').map((one): Span => {
          const [of = '', start, end] = one.split(/[ -]/);
          return { class: of, start: Number(start), end: Number(end) };
        }),
});
const settle = (...answers: Answer[]) => {
  const [truth, ppm] = settleSpan(question, answers, answers.length) ?? [];
  return { truth, ppm };
};
const unsure: Answer = { kind: 'unsure' };

test.each([
  ['one label is its own truth', ['a 0-10, b 4-6'], 'a 0-10, b 4-6', 1_000_000],
  ['text that two of three mark is of the truth', ['a 0-10', 'a 2-12', 'a 4-8'], 'a 2-10', 777_777],
  ['half is not more than half', ['a 0-10', 'a 20-30'], '', 500_000],
  ['classes are judged apart', ['a 0-10, b 0-10', 'a 0-10', 'a 0-10, b 0-10'], 'a 0-10, b 0-10', 833_333],
  [
    'two spans that most part stay two',
    ['a 0-5, a 5-10', 'a 0-5, a 5-10', 'a 0-10'],
    'a 0-5, a 5-10',
    1_000_000,
  ],
  ['and one that most have whole stays one', ['a 0-5, a 5-10', 'a 0-10', 'a 0-10'], 'a 0-10', 1_000_000],
  ['that there is nothing is an answer', ['', '', 'a 0-10'], '', 666_666],
  ['all say that there is nothing', ['', ''], '', 1_000_000],
])('%s', (_, given, truth, ppm) => {
  expect(settle(...given.map(marks))).toEqual({ truth: marks(truth), ppm });
});

test('an abstention is the truth where more abstain in that way than answer, and lowers how sure an answer is', () => {
  expect(settle(unsure, unsure, marks('a 0-10'))).toEqual({ truth: unsure, ppm: 666_666 });
  expect(settle(unsure, marks('a 0-10'), marks('a 0-10'))).toEqual({ truth: marks('a 0-10'), ppm: 666_666 });
  expect(settle(unsure, marks('a 0-10'))).toEqual({ truth: marks('a 0-10'), ppm: 500_000 });
  expect(settleSpan(question, [], 3)).toBeUndefined();
});

const answers = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.uniqueArray(fc.nat(14), { maxLength: 8 }).map((cuts): Answer => {
        const sorted = cuts.toSorted((a, b) => a - b);
        const spans = sorted
          .slice(1)
          .flatMap((end, at) =>
            at % 2 === 0 ? [{ class: at % 4 === 0 ? 'a' : 'b', start: sorted[at]!, end }] : [],
          );
        return { kind: 'span', spans };
      }),
    },
    fc.constant(unsure),
  ),
  { minLength: 1, maxLength: 7 },
);

test('every letter of the truth is marked by more than half of the answers, and none else; in whatever order they come', () => {
  fc.assert(
    fc.property(answers, fc.nat(), (given, turn) => {
      const settled = settle(...given);
      const turned = given.map((_, at) => given[(at + turn) % given.length]!);
      expect(settle(...turned)).toEqual(settled);
      const truth = settled.truth;
      if (truth?.kind !== 'span') return;
      expect(spanAllows(question, truth)).toBe(true);
      expect(settled.ppm).toBeLessThanOrEqual(1_000_000);
      const marked = given.flatMap((answer) => (answer.kind === 'span' ? [answer.spans] : []));
      const marks = (spans: readonly Span[], of: string, at: number) =>
        spans.some((one) => one.class === of && one.start <= at && at < one.end);
      for (const of of ['a', 'b'])
        for (let at = 0; at < 16; at += 1) {
          const votes = marked.filter((spans) => marks(spans, of, at)).length;
          expect(marks(truth.spans, of, at)).toBe(2 * votes > marked.length);
        }
    }),
    { numRuns: 500 },
  );
});

const ref = `0x${'9'.repeat(64)}` as const;
const vote = (digit: string, answer: Answer, onGold = false) => ({
  ref,
  key: `0x${digit.repeat(40)}` as const,
  body: { q: answer },
  onGold,
});

test('questions are judged by their kind, and each label by what the others mark', () => {
  const [one, two, three] = [
    vote('1', marks('a 0-10')),
    vote('2', marks('a 0-10')),
    vote('3', marks('a 5-10')),
  ];
  const { tasks, scores } = judgeQuestions([question], [one, two, three], new Map());
  expect(tasks.get(ref)).toEqual({ truth: { q: marks('a 0-10') }, posterior: { q: 833_333 } });
  // The others of the first agree on 5-10 only, which is half of what it marks.
  expect([one, two, three].map((label) => scores.get(label))).toEqual([666_666, 666_666, 666_666]);
});

test('labels on a gold are judged by it, and do not move it', () => {
  const golds = new Map([[ref, { q: marks('a 0-10') }]]);
  const [early, right, wrong] = [
    vote('1', marks('b 0-10')),
    vote('2', marks('a 0-10'), true),
    vote('3', marks('b 0-10'), true),
  ];
  const { tasks, scores } = judgeQuestions([question], [early, right, wrong], golds);
  expect(tasks.get(ref)).toEqual({ truth: { q: marks('a 0-10') }, posterior: { q: 1_000_000 } });
  expect([early, right, wrong].map((label) => scores.get(label))).toEqual([undefined, 1_000_000, 0]);
});
