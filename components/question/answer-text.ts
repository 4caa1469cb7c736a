import type { Answer, Question } from '../../lib/protocol/question/question.ts';
import type { Translate } from '../parts/language.ts';
import { abstentions } from './abstentions.ts';

/** An answer in words, as in "bullish, guidance". Options that the question does not know are named by their id. */
export function answerText(question: Question, answer: Answer | undefined, t: Translate): string {
  if (answer === undefined) return '–';
  const named = question.kind === 'choice' ? question.options : question.classes;
  const nameOf = (id: string) => named.find((one) => one.id === id)?.label ?? id;
  if (answer.kind === 'choice') return answer.chosen.map(nameOf).join(', ');
  if (answer.kind === 'span') {
    const counts = Map.groupBy(answer.spans, (one) => one.class);
    const said = [...counts].map(([id, spans]) => `${nameOf(id)} × ${spans.length}`);
    return said.length === 0 ? t('span_none') : said.join(', ');
  }
  const abstention = abstentions.find(({ kind }) => kind === answer.kind);
  return abstention === undefined ? answer.kind : t(abstention.label);
}
