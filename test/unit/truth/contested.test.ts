import { expect, test } from 'vitest';
import { aggregate } from '../../../lib/truth/index.ts';
import { chance } from './crowd.ts';

const draw = chance(1);
const members = Array.from({ length: 12 }, (_, n) => ({ worker: `m${n}`, left: n < 6 }));
/** Of three tasks one parts the camps, one parts nobody though a third of each camp is mistaken, and one is easy. */
const labels = Array.from({ length: 240 }, (_, task) => {
  const right = draw() < 0.5;
  return members.map(({ worker, left }) => {
    const share = [0.92, 0.66, 0.95][task % 3]!;
    const held = task % 3 === 0 && !left ? !right : right;
    return { task, worker, label: Number(held === draw() < share) };
  });
}).flat();
const { contested } = aggregate(labels, { classes: 2 });
const mean = (of: 'spread' | 'bridging', kind: number) => {
  const found = [...contested].filter(([task]) => task % 3 === kind).map(([, contest]) => contest[of]);
  return found.reduce((sum, ppm) => sum + ppm, 0) / found.length;
};

test('where camps differ the truth bridges little, where only people differ it bridges more', () => {
  expect(mean('bridging', 0)).toBeLessThan(300_000);
  expect(mean('bridging', 1)).toBeGreaterThan(mean('bridging', 0) + 150_000);
});

test('spread is whole parts per million of the most that is possible', () => {
  expect(mean('spread', 0)).toBeGreaterThan(900_000);
  for (const { spread, bridging } of contested.values()) {
    expect(Number.isInteger(spread) && spread > 0 && spread <= 1_000_000).toBe(true);
    expect(Number.isInteger(bridging) && bridging > 0 && bridging < 1_000_000).toBe(true);
  }
});

test('one dissenter, or nobody, is no contest; two of four are, half and half', () => {
  const say = (task: string, ...given: number[]) =>
    given.map((label, n) => ({ task, worker: `w${n}`, label }));
  const found = aggregate(
    [...say('alike', 1, 1, 1, 1), ...say('one', 1, 1, 1, 0), ...say('two', 1, 1, 0, 0)],
    { classes: 2 },
  );
  expect([...found.contested.keys()]).toEqual(['two']);
  expect(found.contested.get('two')?.spread).toBe(1_000_000);
  // Of three classes: 3 × (16 − 8) / (16 × 2).
  expect(aggregate(say('two', 1, 1, 0, 0), { classes: 3 }).contested.get('two')?.spread).toBe(750_000);
});

test('the order of labels does not matter', () => {
  expect(aggregate(labels.toReversed(), { classes: 2 }).contested).toEqual(contested);
});
