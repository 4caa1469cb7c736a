import { expect, test } from 'vitest';
import { openedOf } from '../../../lib/protocol/signed/leaf.ts';
import type { Decided } from '../../../relay/settlement/decide.ts';
import type { Finding } from '../../../relay/settlement/open-label.ts';
import { restsOf } from '../../../relay/settlement/rests.ts';
import { sent } from '../audit/history.ts';
import { hexOf } from '../queue/sample.ts';
import { openLabel } from './open-label.ts';

const opened = openedOf(sent(1, 0, 1).labels[0]!);
/** Half of them came now, half are of earlier epochs. */
const found = {
  open: Array.from({ length: 10 }, (_, n) => openLabel(n + 1)),
  waiting: Array.from({ length: 10 }, (_, n) => ({
    ...{ task: hexOf(n + 11, 32), labels: 1, acceptBy: 10_000, newest: 1 },
    isClosed: false,
  })),
};

/** How many pages rest when labels are rejected of which this was found. */
function restsFor(said: Partial<Finding>, rejected = 1): number {
  const finding: Finding = { posterior: {}, score: null, given: null, onGold: false, weight: 0, ...said };
  const payment: Decided['payment'] = { state: 'rejected', code: 'below-guess', evidence: 'scored=20' };
  const decided = new Map(
    Array.from({ length: rejected }, (_, n) => [openLabel(90 + n), { opened, finding, payment }]),
  );
  const randomBytes = (count: number) => Buffer.alloc(count, 7);
  return restsOf({ randomBytes }, found, { labels: decided, deferred: new Map() }, 0).length;
}

test('pages rest for every label that can be appealed, whether its task or the requester speaks against it', () => {
  expect(restsFor({ score: -1 })).toBe(2);
  expect(restsFor({ score: 400_000, given: -1 })).toBe(2);
  expect(restsFor({ score: 400_000, given: 1 })).toBe(0);
  expect(restsFor({})).toBe(0);
});

test('a quarter of all that wait rest at most', () => {
  expect(restsFor({ score: -1 }, 9)).toBe(5);
});
