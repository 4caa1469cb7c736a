import type { Answer } from '../../lib/protocol/question/question.ts';

/** What every kind of question gets and gives, wherever it is drawn. */
export interface AnswerProps<Asked> {
  question: Asked;
  answer: Answer | undefined;
  /** Shown, but not to be changed any more. */
  locked: boolean;
  /** Whether keys act (labeling mode): each option shows its own. */
  keys: boolean;
  /** The answer after this act, or null when nothing is chosen any more. */
  onAnswer(answer: Answer | null, event: Event): void;
}
