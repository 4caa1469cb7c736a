import { expect, test } from 'vitest';
import { openedOf } from '../../../lib/protocol/signed/leaf.ts';
import type { Decided } from '../../../relay/settlement/decide.ts';
import type { Finding } from '../../../relay/settlement/open-label.ts';
import { restsOf } from '../../../relay/settlement/rests.ts';
import { sent } from '../audit/history.ts';
import { openLabel } from './open-label.ts';

const opened = openedOf(sent(1, 0, 1).labels[0]!);
const waiting = Array.from({ length: 20 }, (_, n) => openLabel(n + 1));

/** How many pages rest when one label is rejected of which this was found. */
function restsFor(found: Partial<Finding>): number {
  const finding: Finding = { posterior: {}, score: null, given: null, onGold: false, weight: 0, ...found };
  const payment: Decided['payment'] = { state: 'rejected', code: 'below-guess', evidence: 'scored=20' };
  const decided = new Map([[openLabel(90), { opened, finding, payment }]]);
  const randomBytes = (count: number) => Buffer.alloc(count, 7);
  return restsOf({ randomBytes }, waiting, { labels: decided, deferred: new Map() }, 0).length;
}

test('pages rest for every label that can be appealed, whether its task or the requester speaks against it', () => {
  expect(restsFor({ score: -1 })).toBe(2);
  expect(restsFor({ score: 400_000, given: -1 })).toBe(2);
  expect(restsFor({ score: 400_000, given: 1 })).toBe(0);
  expect(restsFor({})).toBe(0);
});
