import type { Question } from '../protocol/question/question.ts';
import { canonicalText } from '../protocol/signed/canonical.ts';
import type { QuestionSet } from '../protocol/terms/question-set.ts';

const same = (a: unknown, b: unknown): boolean => canonicalText(a) === canonicalText(b);

/** What can be answered, and what the question is besides. */
function parted(question: Question) {
  if (question.kind === 'choice') {
    const { options, ...asked } = question;
    return { asked, answers: options };
  }
  const { classes, ...asked } = question;
  return { asked, answers: classes };
}

function keepsAnswers(before: Question, after: Question): boolean {
  const [old, now] = [parted(before), parted(after)];
  if (!same(old.asked, now.asked)) return false;
  return old.answers.every(({ id, label }) =>
    now.answers.some((answer) => answer.id === id && answer.label === label),
  );
}

/**
 * Whether labels of a set would say the same of the changed one: the same is asked, of the same units, and every answer that there
 * was is there, under its words. Title, instructions, hints and pages say nothing about a label.
 */
export const keepsLabels = (before: QuestionSet, after: QuestionSet): boolean =>
  same(before.targets, after.targets) &&
  same(before.keepParameters, after.keepParameters) &&
  before.questions.length === after.questions.length &&
  before.questions.every((question, at) => keepsAnswers(question, after.questions[at]!));
