import type { Answer, Question } from '../../../../lib/protocol/question/question.ts';
import type { Span, SpanQuestion } from '../../../../lib/protocol/question/span.ts';
import { selectionTargetOf } from '../../../../lib/protocol/target/places.ts';
import { pageTargetOf } from '../../../../lib/protocol/target/target.ts';
import type { LabeledTask, LabelThere } from '../../../../lib/view/tasks.ts';
import { moods } from '../samples.ts';

const address = 'https://court.example/contract';

export const clauses: SpanQuestion = {
  kind: 'span',
  id: 'clauses',
  ask: 'Which passages oblige or entitle?',
  classes: [
    { id: 'duty', label: 'Duty' },
    { id: 'right', label: 'Right' },
  ],
  spans: { min: 0, max: 9 },
  overlap: true,
};

const labelThere = (given: Partial<LabelThere>): LabelThere => ({
  target: pageTargetOf(address),
  body: {},
  confidence: null,
  rationale: null,
  activeMs: 10_000,
  ...given,
});

const task = (
  question: Question,
  labels: readonly LabelThere[],
  given: Partial<LabeledTask>,
): LabeledTask => ({
  title: 'Clauses of tenancy',
  address,
  targets: { unit: 'page' },
  received: labels.length,
  labels,
  questions: [{ question, apart: labels.length < 2 ? null : 666_666 }],
  truth: null,
  ...given,
});

export const mood = (...chosen: string[]): Answer => ({ kind: 'choice', chosen });

/** A task of whole pages, answered as each of some labelers said. */
export const answered = (answers: readonly Answer[], given: Partial<LabeledTask> = {}): LabeledTask =>
  task(
    moods,
    answers.map((answer) => labelThere({ body: { mood: answer } })),
    given,
  );

/** A passage with its words; its letters are counted from where it begins. */
export const passage = (name: string, start: number, words: string): [Span, string] => [
  { class: name, start, end: start + words.length },
  words,
];

/** A task of passages, as each of some labelers marked them. */
export const marked = (
  all: readonly (readonly [Span, string][])[],
  given: Partial<LabeledTask> = {},
): LabeledTask => {
  const labels = all.map((passages) => {
    const places = passages.map(
      ([{ start, end }, exact]): ReturnType<typeof selectionTargetOf>['places'][number] => [
        { type: 'TextPositionSelector', start, end },
        { type: 'TextQuoteSelector', exact, prefix: '', suffix: '' },
      ],
    );
    const spans = passages.map(([span]) => span);
    return labelThere({
      target: selectionTargetOf(address, places),
      body: { clauses: { kind: 'span', spans } },
    });
  });
  return task(clauses, labels, { targets: { unit: 'selection' }, ...given });
};
