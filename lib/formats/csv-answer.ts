import type { Body } from '../protocol/question/body.ts';
import type { Answer, Question } from '../protocol/question/question.ts';
import type { Cell } from './csv-cells.ts';

/** Of a question set without settlement: no truth, so no column of what is sure. */
export const plainAnswerColumns = (questions: readonly Question[]): string[] =>
  questions.flatMap(({ id }) => [`kind.${id}`, `answer.${id}`]);

export const plainAnswerCells = (questions: readonly Question[], body: Body): Cell[] =>
  questions.flatMap(({ id }) => {
    const answer = body[id];
    return [answer?.kind, answer === undefined ? undefined : answerCell(answer)];
  });

/**
 * Three columns a question: what kind of answer it is, since an option may be called as an abstention is; the answer, options
 * or spans (`class:start-end`, in letters) separated by `|`; and parts per million of the truth.
 */
export const answerColumns = (questions: readonly Question[]): string[] =>
  questions.flatMap(({ id }) => [`kind.${id}`, `answer.${id}`, `posterior.${id}`]);

export const answerCells = (
  questions: readonly Question[],
  body: Body,
  posterior: Readonly<Record<string, number>>,
): Cell[] => questions.flatMap((asked) => [...plainAnswerCells([asked], body), posterior[asked.id]]);

function answerCell(answer: Answer): Cell {
  switch (answer.kind) {
    case 'unsure':
    case 'not-applicable':
    case 'page-broken':
      return undefined;
    case 'choice':
      return answer.chosen.join('|');
    case 'span':
      return answer.spans.map((one) => `${one.class}:${one.start}-${one.end}`).join('|');
  }
}
