import type { Answer, Question } from '../../lib/protocol/question/question.ts';

/** An answer of its own kind, where one is known here, and one that abstains. */
export function answersOf(question: Question): readonly Answer[] {
  const unsure: Answer = { kind: 'unsure' };
  if (question.kind === 'choice')
    return [{ kind: 'choice', chosen: question.options.slice(0, 1).map(({ id }) => id) }, unsure];
  if (question.kind === 'span')
    return [
      { kind: 'span', spans: question.classes.map(({ id }, at) => ({ class: id, start: at, end: at + 1 })) },
      unsure,
    ];
  return [unsure];
}
