import type { Hex } from '../protocol/scalar/hex.ts';
import { goldEvery } from '../protocol/terms/cost.ts';
import type { Policy } from '../protocol/terms/policy.ts';
import { maySettle } from './settles.ts';
import type { Inferred } from './truth.ts';

/** A task that is to be a gold is at least so sure, in parts per million. */
const surest = 950_000;
/** At most so many of the tasks that could be a gold are one, since nobody may know which. */
const atMost = 0.5;

/**
 * Of the sure tasks those that are put off as golds: by chance, and only such as can still get labels. Where most tasks are
 * full before an epoch ends, more of the others are taken.
 *
 * @param counts labels of every waiting task
 * @param draw numbers of 0 to below 1 that nobody can foresee
 */
export function chooseGolds(
  policy: Policy,
  sure: ReadonlyMap<Hex, Inferred>,
  counts: ReadonlyMap<Hex, number>,
  draw: () => number,
): Hex[] {
  const fit = [...sure].filter(
    ([ref, { posterior }]) =>
      (counts.get(ref) ?? 0) < policy.redundancy.max &&
      Object.values(posterior).every((ppm) => ppm >= surest),
  );
  const enough = [...counts.values()].filter((labels) => maySettle(policy, labels)).length;
  const share = Math.min(atMost, enough / goldEvery / fit.length);
  return fit.flatMap(([ref]) => (draw() < share ? [ref] : []));
}
