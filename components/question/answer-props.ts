import type { Answer } from '../../lib/protocol/question/question.ts';
import type { Passages } from './passages.ts';

/** What every kind of question gets and gives, wherever it is drawn. */
export interface AnswerProps<Asked> {
  question: Asked;
  /** Of the requester's words. */
  lang?: string | undefined;
  answer: Answer | undefined;
  /** Shown, but not to be changed any more. */
  locked: boolean;
  /** Whether keys act (labeling mode): each option shows its own. */
  keys: boolean;
  /** Of an answer that names passages of a page. */
  passages?: Passages | undefined;
  /** The answer after this act, or null when nothing is chosen any more. */
  onAnswer(answer: Answer | null, event: Event): void;
}
