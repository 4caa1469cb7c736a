import type { Sheet } from './sheet.ts';

/** Keys answer the first question that has no answer; with all answered, or several choices to make, the last touched. */
export function questionInTurn({ offer: { questions }, draft }: Sheet) {
  const open = questions.findIndex(({ id }) => !Object.hasOwn(draft, id));
  if (open < 0) return questions[questions.length - 1];
  const before = questions[open - 1];
  return before?.kind === 'choice' && before.multiple && Object.hasOwn(draft, before.id)
    ? before
    : questions[open];
}
