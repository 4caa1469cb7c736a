import type { Question } from '../protocol/question/question.ts';
import type { Terms } from '../protocol/terms/terms.ts';

/** An epoch of a campaign, and how many labels it judged. */
export interface JudgedEpoch {
  epoch: number;
  labels: number;
}

/** As many labels of earlier epochs are judged again with those of a new one, in whole epochs; and so many new ones at once. */
const remembered = 20_000;
const atOnce = 100_000;

/** What judging a label costs, as measured: so much a question, and one a class of it. A question of three options has 23. */
const perQuestion = 20;
const usual = perQuestion + 3;

const effort = (questions: readonly Question[]): number =>
  questions.reduce((sum, question) => sum + perQuestion + classesOf(question), 0);

const classesOf = (question: Question): number =>
  question.kind === 'choice' ? question.options.length : question.classes.length;

const asManyAs = (labels: number, questions: readonly Question[]): number =>
  Math.floor((labels * usual) / effort(questions));

/** How many labels of tasks that can wait are judged in one epoch: people wait while an epoch is cut. */
export const mostAtOnce = (questions: readonly Question[]): number => asManyAs(atOnce, questions);

/** How many of them are of tasks that were not sure before, and of which nothing is new. */
export const mostAgain = (questions: readonly Question[]): number => asManyAs(remembered, questions);

/** How many labels of earlier epochs are judged again. */
export const mostRemembered = (questions: readonly Question[]): number => asManyAs(remembered, questions);

/**
 * From which epoch on judged labels are remembered; null for nothing. Where every task has one label, others say nothing
 * about it.
 *
 * @param epochs newest first
 */
export function rememberedFrom(
  { policy, questions }: Pick<Terms, 'policy' | 'questions'>,
  epochs: readonly JudgedEpoch[],
): number | null {
  if (policy.redundancy.max === 1) return null;
  const most = mostRemembered(questions);
  let from: number | null = null;
  let labels = 0;
  for (const one of epochs) {
    labels += one.labels;
    if (labels > most) break;
    from = one.epoch;
  }
  return from;
}
