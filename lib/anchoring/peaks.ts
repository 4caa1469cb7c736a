import { startOf, timesOf } from './scan.ts';

/** A stretch of the page where many pieces of a label agree: the label's pattern starts between `low` and `high`. */
export interface Peak {
  low: number;
  high: number;
  /** Hits, a piece that stands in the page n times counting one n-th. */
  weight: number;
}

/**
 * The stretches that most speaks for, best first; of equal ones those nearest to where the label is expected come first.
 *
 * @param hits sorted
 * @param reach how far apart two hits may lie that speak for one place
 */
export function peaksOf(
  hits: Float64Array,
  reach: number,
  most: number,
  expected: number | undefined,
): Peak[] {
  const windows: Peak[] = [];
  let last: Peak | undefined;
  let first = 0;
  let low = hits.length > 0 ? startOf(hits[0]!) : 0;
  let weight = 0;
  for (const hit of hits) {
    const high = startOf(hit);
    weight += 1 / timesOf(hit);
    while (high - low > reach) {
      weight -= 1 / timesOf(hits[first]!);
      low = startOf(hits[++first]!);
    }
    if (last === undefined || low > last.high) {
      last = { low, high, weight };
      windows.push(last);
    } else if (weight > last.weight) {
      last.low = low;
      last.high = high;
      last.weight = weight;
    }
  }
  const far = ({ low }: Peak) => (expected === undefined ? 0 : Math.abs(low - expected));
  return windows
    .sort((a, b) => (Math.abs(a.weight - b.weight) > 1e-6 ? b.weight - a.weight : far(a) - far(b)))
    .slice(0, most);
}
