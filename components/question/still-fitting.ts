import type { Body } from '../../lib/protocol/question/body.ts';
import type { Answer, Question } from '../../lib/protocol/question/question.ts';

const namedBy = (answer: Answer): readonly string[] => {
  if (answer.kind === 'choice') return answer.chosen;
  return answer.kind === 'span' ? answer.spans.map((span) => span.class) : [];
};

function isOf(question: Question, answer: Answer): boolean {
  const ids = (question.kind === 'choice' ? question.options : question.classes).map(({ id }) => id);
  const isKind = answer.kind === question.kind || (answer.kind !== 'choice' && answer.kind !== 'span');
  return isKind && namedBy(answer).every((id) => ids.includes(id));
}

/** What of some answers can be said to these questions too; the answers themselves, where that is all of it. */
export function stillFitting(body: Body, questions: readonly Question[]): Body {
  const all = Object.entries(body);
  const kept = all.filter(([id, answer]) => questions.some((one) => one.id === id && isOf(one, answer)));
  return kept.length === all.length ? body : Object.fromEntries(kept);
}
