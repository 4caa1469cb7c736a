import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { isInFilter, taskFilter, taskFilterOf } from '../../../lib/protocol/api/task-filter.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';

const digits = fc.stringMatching(/^[0-9a-f]{64}$/);
const task = digits.map((text): Hex => `0x${text}`);

test('a filter names every task that is in it, and of others only those that begin as one of them', () => {
  fc.assert(
    fc.property(fc.array(task), fc.array(task), (tasks, others) => {
      const filter = taskFilterOf(tasks);
      for (const one of tasks) expect(isInFilter(filter, one)).toBe(true);
      const heads = new Set(tasks.map((one) => one.slice(2, 12)));
      for (const one of others) expect(isInFilter(filter, one)).toBe(heads.has(one.slice(2, 12)));
      expect(v.is(taskFilter, filter)).toBe(true);
    }),
  );
});

test('tasks of one beginning stand in it once, and neighbours are told apart', () => {
  const of = (head: string): Hex => `0x${head}${'7'.repeat(54)}`;
  const filter = taskFilterOf([of('00000000ff'), of('0000000100'), of('00000000ff')]);
  expect(filter).toBe('00000000ff0000000100');
  expect(isInFilter(filter, of('0000000101'))).toBe(false);
  expect(isInFilter('', of('0000000101'))).toBe(false);
});

test('what is no filter is refused: a part of a word, other letters, other types', () => {
  for (const bad of ['0', '00000000f', '00000000FF', '0x00000000', 'g000000000', ['00000000ff'], 7, null])
    expect(v.is(taskFilter, bad)).toBe(false);
});
