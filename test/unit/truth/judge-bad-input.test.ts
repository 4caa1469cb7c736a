import { expect, test } from 'vitest';
import { type GivenLabel, readLabels } from '../../../lib/truth/given.ts';
import { aggregate } from '../../../lib/truth/index.ts';
import { judge } from '../../../lib/truth/judge/judge.ts';
import { makeSheet } from '../../../lib/truth/judge/sheet.ts';
import { crowdOf, honest, named, rightOf } from './crowd.ts';

const good = crowdOf(
  1,
  { tasks: 300, classes: 3, perTask: 5 },
  named('good', 12, () => honest(0.8, 3)),
);
const alone = rightOf(aggregate(good.labels, { classes: 3 }).labels, good.truth);

test('nothing: no labels, no truth', () => {
  expect(aggregate([], { classes: 2 }).labels.size).toBe(0);
  expect(aggregate([], { classes: 2, golds: new Map([['a', 1]]) }).posteriors.size).toBe(0);
});

test.each([1, 0, -1, 2.5, Number.NaN])('%d classes are refused', (classes) => {
  expect(() => aggregate(good.labels, { classes })).toThrow(RangeError);
});

test('labels and golds of no class are not read', () => {
  const odd = [-1, 3, 1.5, Number.NaN].map((label) => ({ task: 5000, worker: 'good0', label }));
  const { labels } = aggregate([...good.labels, ...odd], { classes: 3, golds: new Map([[1, 7]]) });
  expect(labels).toEqual(aggregate(good.labels, { classes: 3 }).labels);
});

test('an account that contradicts itself has one voice on a task, shared', () => {
  const { sheet } = readLabels(
    [
      { task: 't', worker: 'a', label: 0 },
      { task: 't', worker: 'a', label: 1 },
      { task: 't', worker: 'a', label: 1 },
      { task: 't', worker: 'b', label: 1 },
    ],
    { classes: 3 },
  );
  expect([...sheet.share]).toEqual([0.5, 0.5, 1]);
  const everything: GivenLabel<number, string>[] = good.labels.flatMap(({ task }) =>
    [0, 1, 2].map((label) => ({ task, worker: 'everything', label })),
  );
  const { labels } = aggregate([...good.labels, ...everything], { classes: 3 });
  expect(rightOf(labels, good.truth)).toBeGreaterThan(alone - 0.02);
});

test('classes that nobody chose are not the truth, and cost nothing', () => {
  const { labels, posteriors } = aggregate(good.labels, { classes: 40 });
  expect(rightOf(labels, good.truth)).toBeGreaterThan(alone - 0.02);
  for (const label of labels.values()) expect(label).toBeLessThan(3);
  expect(posteriors.get(0)).toHaveLength(40);
});

test('a lone label is believed, but not much', () => {
  const { labels, posteriors } = aggregate([{ task: 1, worker: 'a', label: 1 }], { classes: 2 });
  expect(labels.get(1)).toBe(1);
  expect(posteriors.get(1)?.[1]).toBeGreaterThan(0.5);
  expect(posteriors.get(1)?.[1]).toBeLessThan(0.9);
});

test('a thousand accounts with one label each leave the others alone', () => {
  const lone = Array.from({ length: 1000 }, (_, n) => ({ task: n % 300, worker: `lone${n}`, label: n % 3 }));
  const { labels, workers } = aggregate([...good.labels, ...lone], { classes: 3 });
  expect(rightOf(labels, good.truth)).toBeGreaterThan(alone - 0.05);
  for (const accuracy of workers.values()) {
    expect(accuracy).toBeGreaterThan(0);
    expect(accuracy).toBeLessThan(1);
  }
});

const golds = new Map([...good.truth].filter(([task]) => task % 5 === 0));

test('one wrong gold in ten does little, and only wrong ones never help', () => {
  const someWrong = new Map(
    [...golds].map(([task, label], n) => [task, n % 10 === 0 ? (label + 1) % 3 : label]),
  );
  const right = (known: Map<number, number>) =>
    rightOf(aggregate(good.labels, { classes: 3, golds: known }).labels, good.truth, known);
  expect(right(someWrong)).toBeGreaterThan(right(golds) - 0.03);
  const allWrong = new Map([...golds].map(([task, label]) => [task, (label + 1) % 3]));
  expect(right(allWrong)).toBeLessThanOrEqual(right(golds));
});

test('golds that nobody labeled, or of one class only, change nothing much', () => {
  const { labels } = aggregate(good.labels, { classes: 3, golds: new Map([[9999, 1]]) });
  expect(labels).toEqual(aggregate(good.labels, { classes: 3 }).labels);
  const oneClass = new Map([...golds].filter(([, label]) => label === 0));
  const found = aggregate(good.labels, { classes: 3, golds: oneClass }).labels;
  expect(rightOf(found, good.truth, oneClass)).toBeGreaterThan(alone - 0.05);
});

test('four hundred thousand labels on one task, each account with one', () => {
  const count = 400_000;
  const account = Int32Array.from({ length: count }, (_, n) => n);
  const chosen = Int32Array.from({ length: count }, (_, n) => (n % 3 === 0 ? 1 : 0));
  const columns = { tasks: 1, accounts: count, classes: 2, task: new Int32Array(count), account, chosen };
  const { truth, ppm } = judge(makeSheet(columns), new Int32Array(1).fill(-1));
  expect([...truth]).toEqual([0]);
  expect(ppm[0]! + ppm[1]!).toBe(1_000_000);
});
