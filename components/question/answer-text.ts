import type { Answer, Question } from '../../lib/protocol/question/question.ts';
import type { Translate } from '../parts/language.ts';
import { abstentions } from './abstentions.ts';

/** An answer in words, as in "bullish, guidance". Options that the question does not know are named by their id. */
export function answerText(question: Question, answer: Answer | undefined, t: Translate): string {
  if (answer === undefined) return '–';
  if (answer.kind === 'choice') {
    const names = new Map(question.options.map(({ id, label }) => [id, label]));
    return answer.chosen.map((id) => names.get(id) ?? id).join(', ');
  }
  const abstention = abstentions.find(({ kind }) => kind === answer.kind);
  return abstention === undefined ? answer.kind : t(abstention.label);
}
