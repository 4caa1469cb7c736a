import { expect, test } from 'vitest';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import type { Policy } from '../../../lib/protocol/terms/policy.ts';
import { chooseGolds } from '../../../lib/truth/choose-golds.ts';
import type { Inferred } from '../../../lib/truth/truth.ts';
import { chance } from './crowd.ts';

const policy: Policy = {
  redundancy: { min: 3, max: 5 },
  stopConfidence: 900_000,
  hold: { scored: 30, golds: 3 },
  pay: 'better-than-guess',
};
const ref = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`;
const tasks = (count: number, from = 0) => Array.from({ length: count }, (_, n) => ref(from + n));
const sureTasks = (refs: Hex[], ppm = 960_000) =>
  new Map(refs.map((name): [Hex, Inferred] => [name, { truth: {}, posterior: { tone: ppm } }]));

test('a tenth of the tasks, by chance', () => {
  const refs = tasks(2000);
  const counts = new Map(refs.map((name) => [name, 4]));
  const golds = chooseGolds(policy, sureTasks(refs), counts, chance(1));
  expect(golds.length).toBeGreaterThan(150);
  expect(golds.length).toBeLessThan(250);
  expect(chooseGolds(policy, sureTasks(refs), counts, chance(2))).not.toEqual(golds);
});

test('where most tasks are full, more of the others; never so many that a guess would do', () => {
  const [open, full] = [tasks(400), tasks(1600, 1000)];
  const counts = new Map([
    ...open.map((name) => [name, 3] as const),
    ...full.map((name) => [name, 5] as const),
  ]);
  const golds = chooseGolds(policy, sureTasks([...open, ...full]), counts, chance(3));
  expect(golds.length).toBeGreaterThan(150);
  expect(golds.length).toBeLessThan(250);
  expect(golds.every((name) => open.includes(name))).toBe(true);
});

test('none of tasks that are full or not sure enough', () => {
  const refs = tasks(100);
  const yes = () => 0;
  expect(chooseGolds(policy, sureTasks(refs), new Map(refs.map((name) => [name, 5])), yes)).toEqual([]);
  expect(chooseGolds(policy, sureTasks(refs, 949_999), new Map(refs.map((name) => [name, 4])), yes)).toEqual(
    [],
  );
  expect(chooseGolds(policy, new Map(), new Map(), yes)).toEqual([]);
});
