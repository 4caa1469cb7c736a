import type { Answer, Question } from '../../lib/protocol/question/question.ts';
import type { Translate } from '../parts/language.ts';
import { choose, entriesOf } from './choice-entries.ts';

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
  }
}

/** Whether one act answers it whole, so that nothing is left to confirm. */
export function isInstant(question: Question): boolean {
  switch (question.kind) {
    case 'choice':
      return !question.multiple;
  }
}
