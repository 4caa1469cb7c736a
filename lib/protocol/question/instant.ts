import type { Question } from './question.ts';

function isInstant(question: Question): boolean {
  switch (question.kind) {
    case 'choice':
      return !question.multiple;
    case 'span':
      return false;
  }
}

/** Whether one act answers all that is asked, so that nothing is left to confirm, or is ever half answered. */
export const areInstant = (questions: readonly Question[]): boolean =>
  questions.length === 1 && questions.every(isInstant);
