import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
  activeBuckets,
  activeMs,
  bucketOf,
  createdAt,
  hourOf,
} from '../../../lib/protocol/label/activity.ts';

test('active time leaves the device as one of twelve buckets, never shorter than it was until the last', () => {
  const property = fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (ms) => {
    const bucket = bucketOf(ms);
    expect(v.is(activeMs, bucket)).toBe(true);
    const at = activeBuckets.indexOf(bucket);
    if (bucket !== 3_600_000) expect(bucket).toBeGreaterThanOrEqual(ms);
    if (at > 0) expect(activeBuckets[at - 1]).toBeLessThan(ms);
  });
  fc.assert(property);
  for (const end of activeBuckets) expect(bucketOf(end)).toBe(end);
  for (const ms of [0, 999, 1001, 3_600_001, 1.5, '1000']) expect(v.is(activeMs, ms)).toBe(false);
});

test('the time of a label leaves the device as a full hour', () => {
  const property = fc.property(fc.nat(4_000_000_000), (seconds) => {
    const hour = hourOf(seconds);
    expect(v.is(createdAt, hour)).toBe(true);
    expect(seconds - hour).toBeGreaterThanOrEqual(0);
    expect(seconds - hour).toBeLessThan(3600);
    if (seconds !== hour) expect(v.is(createdAt, seconds)).toBe(false);
  });
  fc.assert(property);
});
