import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { evidence } from '../../../lib/protocol/label/evidence.ts';
import { missedEvidence, readMissed } from '../../../lib/protocol/label/missed-page.ts';

const missed = { looks: 2, status: 404, first: 1_700_000_123, last: 1_700_021_999 };

describe('how a page was looked for', () => {
  it('is evidence that says when to the hour, and is read back', () => {
    const said = missedEvidence(missed);
    expect(said).toBe('looks=2 status=404 first=1699999200 last=1700020800');
    expect(v.is(evidence, said)).toBe(true);
    expect(readMissed(said)).toEqual({ ...missed, first: 1_699_999_200, last: 1_700_020_800 });
  });

  it.each([
    'looks=1 status=404 first=1699999200 last=1700020800',
    'looks=2 status=403 first=1699999200 last=1700020800',
    'looks=2 status=200 first=1699999200 last=1700020800',
    'looks=2 status=404 first=1700020800 last=1699999200',
    'looks=2 status=404 first=1699999201 last=1700020800',
    'looks=02 status=404 first=1699999200 last=1700020800',
    'looks=2 status=404 last=1700020800 first=1699999200',
    'looks=2 status=404 first=1699999200 last=1700020800 ref=1',
    'looks=2',
    'scored=40 golds=3 sum=-3 reached=0',
    '',
  ])('is nothing that could not have been: %s', (said) => expect(readMissed(said)).toBeUndefined());
});
