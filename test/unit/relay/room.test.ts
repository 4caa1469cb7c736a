import { expect, test } from 'vitest';
import type { StatementEntry } from '../../../lib/protocol/ledger/statement.ts';
import { zero32 } from '../../../lib/protocol/scalar/hex.ts';
import { activationRoom, taking } from '../../../relay/settlement/room.ts';
import { hexOf } from '../queue/sample.ts';

const entry = (given: Partial<StatementEntry> = {}): StatementEntry => ({
  ...{ campaign: hexOf(1, 32), credit: '1', open: '5', final: false, file: hexOf(2, 32) },
  ...{ weightsRoot: zero32, contentHash: zero32, ...given },
});

/** How many such entries one activation takes, of a thousand. */
const taken = (one: StatementEntry, takes = taking(activationRoom)) => {
  let count = 0;
  while (count < 1000 && takes(one)) count += 1;
  return count;
};

test('one activation is no larger than nodes take, and needs no more gas than a block has', () => {
  expect(taken(entry())).toBe(500);
  const finals = taken(entry({ credit: '0', final: true }));
  // The transaction asks for a fifth more (`chain/send.ts`).
  expect(finals * 56_000 * 1.2).toBeLessThan(2 ** 24 - 200_000);
  expect(finals).toBeGreaterThan(200);
});

test('what changes nothing on chain needs no room, and what does needs it together', () => {
  const takes = taking({ entries: 2, gas: 100_000 });
  expect(taken(entry({ credit: '0' }), takes)).toBe(1000);
  expect([takes(entry()), takes(entry({ final: true }))]).toEqual([true, true]);
  expect([takes(entry()), takes(entry({ credit: '0' }))]).toEqual([false, true]);
});
