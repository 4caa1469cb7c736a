import type { Answer, Question } from '../../lib/protocol/question/question.ts';
import type { Translate } from '../parts/language.ts';
import { choose, entriesOf } from './choice-entries.ts';
import { answerSpanByKey } from './span-entries.ts';

/**
 * What a key answers in labeling mode.
 * @param key as in `KeyboardEvent.key`
 * @returns undefined when the key means nothing to this question; null when it takes the last choice away
 */
export function answerByKey(
  question: Question,
  answer: Answer | undefined,
  key: string,
  t: Translate,
): Answer | null | undefined {
  switch (question.kind) {
    case 'choice': {
      const entry = entriesOf(question, t).find((one) => one.key === key.toLowerCase());
      return entry && choose(question, answer, entry);
    }
    case 'span':
      return answerSpanByKey(question, answer, key);
  }
}

/** Whether nothing is missing of an answer: a question can want more than one passage. */
export function isWhole(question: Question, answer: Answer | undefined): boolean {
  if (question.kind !== 'span' || answer?.kind !== 'span') return answer !== undefined;
  return answer.spans.length >= question.spans.min;
}
