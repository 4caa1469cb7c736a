import { jumpOf } from './evidence.ts';
import type { Work } from './slices.ts';

/** One of the places where a label may be. */
export interface Place {
  /** First and last letter in the page. */
  start: number;
  end: number;
  /** In nats. */
  worth: number;
}

const jumpCost = 4;
const disorderCost = 2;
const labelsAtOnce = 32;

/**
 * For every label the index of one of its places, so that together they are worth most: what stands together moves together
 * and keeps its order (Viterbi).
 *
 * @param labels in their old order; none without a place
 * @param olds each label's old start
 */
export function* bestTogether(
  labels: readonly (readonly Place[])[],
  olds: readonly number[],
): Work<number[]> {
  const links: number[][] = [];
  let totals: number[] = [];
  for (const [step, places] of labels.entries()) {
    if (step % labelsAtOnce === labelsAtOnce - 1) yield;
    const before = labels[step - 1];
    const link: number[] = [];
    const next: number[] = [];
    for (const { start, worth } of places) {
      const shift = start - olds[step]!;
      let best = before === undefined ? (-jumpCost / 2) * jumpOf(shift) : Number.NEGATIVE_INFINITY;
      let from = -1;
      before?.forEach((place, index) => {
        const moved = shift - (place.start - olds[step - 1]!);
        const total = totals[index]! - jumpCost * jumpOf(moved) - (start < place.start ? disorderCost : 0);
        if (total > best) [best, from] = [total, index];
      });
      link.push(from);
      next.push(best + worth);
    }
    links.push(link);
    totals = next;
  }
  const chosen: number[] = [];
  let index = totals.indexOf(Math.max(...totals));
  for (let step = labels.length - 1; step >= 0; step--) {
    chosen[step] = index;
    index = links[step]![index]!;
  }
  return chosen;
}
