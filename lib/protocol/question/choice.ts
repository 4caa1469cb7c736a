import * as v from 'valibot';
import { identifier, text } from '../scalar/text.ts';

const option = v.strictObject({
  id: identifier,
  label: text(80, 1),
  /** What this option covers, shown on demand. */
  hint: v.optional(text(300, 1)),
});

const distinct = (ids: readonly string[]) => new Set(ids).size === ids.length;

/** One (or, with `multiple`, one or more) of 2 to 40 named options. */
export const choiceQuestion = v.strictObject({
  kind: v.literal('choice'),
  id: identifier,
  ask: text(300, 1),
  multiple: v.boolean(),
  options: v.pipe(
    v.array(option),
    v.minLength(2),
    v.maxLength(40),
    v.check((options) => distinct(options.map(({ id }) => id)), 'option ids must differ'),
  ),
});

/** Option ids in the order of the question: one spelling per answer. */
export const choiceAnswer = v.strictObject({
  kind: v.literal('choice'),
  chosen: v.pipe(v.array(identifier), v.minLength(1), v.maxLength(40)),
});

export type ChoiceQuestion = v.InferOutput<typeof choiceQuestion>;
export type ChoiceAnswer = v.InferOutput<typeof choiceAnswer>;

/** Whether the question allows the answer: known options, in the question's order, no repeats, one unless `multiple`. */
export function choiceAllows(question: ChoiceQuestion, answer: ChoiceAnswer): boolean {
  if (answer.chosen.length > 1 && !question.multiple) return false;
  let from = 0;
  for (const id of answer.chosen) {
    const at = question.options.findIndex((candidate, index) => index >= from && candidate.id === id);
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}
