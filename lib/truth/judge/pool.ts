import { log } from '../exp-log.ts';
import { floor } from './settings.ts';
import { softmax } from './softmax.ts';

/** Of a view's posterior, so that no view alone rules a class out. */
export const logFloored = (share: number) => log(share + floor);

/** Weights of vote, one accuracy and confusions in the logarithm of the posterior. */
export type Reading = readonly [vote: number, accuracy: number, confusions: number];

/**
 * How sharp the pool of a task may be: the views learn from the labels that they judge, so that few labels confirm themselves.
 * Ten labels: 1.
 */
export const sharpness = (strength: number) => 1.1 * strength;

/** What the three views say, per task and class. */
export interface Said {
  vote: Float64Array;
  accuracy: Float64Array;
  confusions: Float64Array;
}

/**
 * Writes the three views of the task whose first class is at `from`, pooled, over `into`: shares that sum to 1. What a weak vote
 * does not weigh, the other two weigh more.
 *
 * @param strength of the vote on this task, as in its view
 */
export function pool(
  [byVote, byAccuracy, byConfusions]: Reading,
  { vote, accuracy, confusions }: Said,
  from: number,
  strength: number,
  into: Float64Array,
): void {
  const strong = byVote * strength;
  const scale =
    (sharpness(strength) * (byVote + byAccuracy + byConfusions)) / (strong + byAccuracy + byConfusions);
  for (let k = 0; k < into.length; k++)
    into[k] =
      scale *
      (strong * logFloored(vote[from + k]!) +
        byAccuracy * logFloored(accuracy[from + k]!) +
        byConfusions * logFloored(confusions[from + k]!));
  softmax(into, 0, into.length);
}

const million = 1_000_000;

/**
 * Whole parts per million that sum to a million: floored, and what is left goes to the most likely class. Everything after
 * this is decided from these integers.
 *
 * @returns the most likely class; of equals the first
 */
export function writePpm(shares: Float64Array, into: Int32Array, to: number): number {
  let best = 0;
  let left = million;
  for (let k = 0; k < shares.length; k++) {
    const ppm = Math.floor(shares[k]! * million);
    into[to + k] = ppm;
    left -= ppm;
    if (ppm > into[to + best]!) best = k;
  }
  into[to + best]! += left;
  return best;
}
