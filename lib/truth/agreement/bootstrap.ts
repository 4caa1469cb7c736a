export interface Interval {
  low: number;
  high: number;
}

/**
 * Percentile bootstrap: how far a statistic would move had other items been drawn. Draws from the items, with repeats, as
 * many as there are; the same seed gives the same interval. Draws for which the statistic is NaN do not count.
 *
 * @param inside the share of draws within the interval, as 0.95
 * @returns NaN at both ends when no draw counts
 */
export function bootstrap<T>(
  items: readonly T[],
  statistic: (drawn: readonly T[]) => number,
  { seed, draws = 1000, inside = 0.95 }: { seed: number; draws?: number; inside?: number },
): Interval {
  const next = numbers(seed);
  const found: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const value = statistic(items.map(() => items[Math.floor((next() / 4_294_967_296) * items.length)]!));
    if (!Number.isNaN(value)) found.push(value);
  }
  found.sort((a, b) => a - b);
  const outside = Math.floor((found.length * (1 - inside)) / 2);
  return { low: found[outside] ?? Number.NaN, high: found[found.length - 1 - outside] ?? Number.NaN };
}

/** Whole numbers of 32 bits from a seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
