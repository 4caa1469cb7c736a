import type { Question } from '../protocol/question/question.ts';
import { canonicalText } from '../protocol/signed/canonical.ts';
import type { QuestionSet } from '../protocol/terms/question-set.ts';
import { emptyForm, type PlanForm } from './form.ts';
import { questionsOf } from './write-terms.ts';

/** A page that a pattern has, as an example of it: stars stand for any text, so for none. */
const exampleOf = (pattern = ''): string => pattern.replace('://*.', '://www.').replaceAll('*', '');

function pagesOf({ universe }: QuestionSet): Partial<PlanForm> {
  if (universe.kind === 'list') return { pages: 'list', list: [...universe.addresses] };
  const { patterns } = universe;
  return { patterns: [...patterns], examples: [exampleOf(patterns[0])] };
}

/** The fields in which a question would be typed. */
function typedAs([question, another]: readonly Question[]): Partial<PlanForm> {
  if (question === undefined || another !== undefined) return {};
  const isChoice = question.kind === 'choice';
  const options = (isChoice ? question.options : question.classes).map(({ label, hint = '' }) => ({
    label,
    hint,
  }));
  return {
    ask: question.ask,
    options,
    ...(isChoice ? { multiple: question.multiple } : { overlap: question.overlap }),
  };
}

/** A private question set as somebody would have typed it; questions that can not be typed as they are stay whole. */
export function formOfSet(set: QuestionSet, isPrivate: boolean): PlanForm {
  const { title, instructions, examples = [], language, questions, targets, keepParameters } = set;
  const form: PlanForm = {
    ...emptyForm(language),
    isPrivate,
    title,
    instructions,
    exampleLabels: [...examples],
    keep: [...keepParameters],
    ...pagesOf(set),
    ...targets,
    ...typedAs(questions),
  };
  return canonicalText(questionsOf(form)) === canonicalText(questions) ? form : { ...form, questions };
}
