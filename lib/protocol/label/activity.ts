import * as v from 'valibot';
import { integer } from '../scalar/integer.ts';

/** Upper ends of the buckets of active time, in milliseconds: coarse, so that they do not identify a person. */
export const activeBuckets = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600].map((s) => s * 1000);

const hour = 3600;

/** Active time rounded up to its bucket; more than the last bucket counts as the last. */
export const bucketOf = (ms: number): number =>
  activeBuckets.find((end) => ms <= end) ?? activeBuckets[activeBuckets.length - 1]!;

/** A time in seconds, rounded down to the full hour. */
export const hourOf = (seconds: number): number => seconds - (seconds % hour);

export const activeMs = v.pipe(
  integer(0, 3_600_000),
  v.check((ms) => activeBuckets.includes(ms), 'must be the end of a bucket'),
);
export const createdAt = v.pipe(
  integer(0, Number.MAX_SAFE_INTEGER),
  v.check((at) => at % hour === 0, 'must be a full hour'),
);
