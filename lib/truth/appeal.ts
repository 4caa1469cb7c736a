import type { AppealOutcome } from '../protocol/label/appealed.ts';
import type { Body } from '../protocol/question/body.ts';
import type { Answer, Question } from '../protocol/question/question.ts';
import type { Terms } from '../protocol/terms/terms.ts';
import { answerClass } from './answer-class.ts';
import { likeness } from './kinds/atoms.ts';

/** What those who labeled the task again say it is, and how many they are. */
export interface Again {
  truth: Body;
  labels: number;
}

/**
 * An appeal is won when those who labeled the task again, without those who had before, agree with the label in more than
 * half of its questions. Fewer people than the terms want of a task decide nothing.
 */
export function appealOutcome(
  { questions, policy }: Pick<Terms, 'questions' | 'policy'>,
  body: Body,
  again: Again | undefined,
): AppealOutcome {
  if (again === undefined || again.labels < policy.redundancy.min) return 'lapsed';
  const right = questions.filter((question) => agrees(question, body[question.id], again.truth[question.id]));
  return right.length * 2 > questions.length ? 'won' : 'lost';
}

/** Passages agree when at least half of the letters that either marks are marked by both. */
function agrees(question: Question, said: Answer | undefined, truth: Answer | undefined): boolean {
  if (said === undefined || truth === undefined) return false;
  if (question.kind !== 'span' || said.kind !== 'span' || truth.kind !== 'span')
    return answerClass(said) === answerClass(truth);
  const [alike, all] = likeness(question, said.spans, truth.spans);
  return alike * 2 >= all;
}
