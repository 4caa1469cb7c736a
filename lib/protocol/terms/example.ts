import * as v from 'valibot';
import { body } from '../question/body.ts';
import { text } from '../scalar/text.ts';
import { target } from '../target/target.ts';

/** The most examples that terms show, and the most UTF-16 units that all of them have together, as JSON. */
export const mostExamples = 20;
export const mostExampleText = 60_000;
/** The longest note of an example, in UTF-16 units. */
export const mostNote = 500;

const shows = ['good', 'bad'] as const;

/**
 * A label that the requester gave, shown to labelers beside the instructions: as one to be like, or as one to avoid. What
 * makes a label its labeler's (task, salts, times) it has not.
 */
export const example = v.strictObject({
  shows: v.picklist(shows),
  target,
  body,
  /** Why it is good or bad: plain text, and nothing of it is ever interpreted. */
  note: text(mostNote),
});

export type Example = v.InferOutput<typeof example>;

/** Which page or part of one an example is of. */
const taskOf = ({ target }: Pick<Example, 'target'>): string =>
  JSON.stringify([target.unit, target.unitKey, target.address]);

type Said = Pick<Example, 'target' | 'body'>;

/** Of one task one label can be shown as good and another as bad, but none twice. */
const saidBy = (one: Said): string =>
  JSON.stringify([taskOf(one), Object.entries(one.body).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** Each label once: the first of those that say the same of the same. */
export const different = <One extends Said>(labels: readonly One[]): One[] => {
  const said = new Map(labels.toReversed().map((one) => [saidBy(one), one]));
  return labels.filter((one) => said.get(saidBy(one)) === one);
};

/** Whether no label stands twice among these. */
export const areDifferent = (shown: readonly Example[]): boolean => different(shown).length === shown.length;

/** Absent where there are none, so that terms without any hash as those of before. */
export const examples = v.pipe(
  v.array(example),
  v.minLength(1),
  v.maxLength(mostExamples),
  v.check(
    (shown) => JSON.stringify(shown).length <= mostExampleText,
    `examples may have ${mostExampleText} characters in all`,
  ),
  v.check((shown) => areDifferent(shown), 'no label may stand twice among the examples'),
);

/** How many tasks examples are of. */
export const tasksOf = (shown: readonly Pick<Example, 'target'>[]): number => new Set(shown.map(taskOf)).size;

/** Terms do not change once they are read. */
const known = new WeakMap<readonly Example[], ReadonlySet<string>>();

function tasksIn(shown: readonly Example[]): ReadonlySet<string> {
  const tasks = known.get(shown) ?? new Set(shown.map(taskOf));
  known.set(shown, tasks);
  return tasks;
}

/**
 * Whether labelers can read in the terms what is said of this very unit. Then it is no task: whoever copies what is
 * written there would be paid for it, and counted as somebody who has looked.
 */
export const standsAsExample = (
  { examples }: { examples?: readonly Example[] },
  target: Example['target'],
): boolean => examples !== undefined && tasksIn(examples).has(taskOf({ target }));
