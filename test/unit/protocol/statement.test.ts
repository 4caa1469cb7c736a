import * as v from 'valibot';
import { expect, test } from 'vitest';
import { statement } from '../../../lib/protocol/ledger/statement.ts';
import { samples } from './samples.ts';

test('P11: a statement speaks of a campaign once, also where the chain is told nothing of it', () => {
  const read = samples.find(({ name }) => name === 'statement')!.values[0];
  const { entries, ...said } = v.parse(statement, read);
  const [paid] = entries;
  const next = `0x${'22'.repeat(32)}`;
  expect(v.is(statement, { ...said, entries: [paid, { ...paid, campaign: next }] })).toBe(true);
  expect(v.is(statement, { ...said, entries: [{ ...paid, campaign: next }, paid] })).toBe(false);
  // What the one has paid, the next epoch could pay again by the other.
  expect(v.is(statement, { ...said, entries: [{ ...paid, credit: '0' }, paid] })).toBe(false);
});
