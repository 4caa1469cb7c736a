import { expect, test } from 'vitest';
import type { GivenLabel } from '../../../lib/truth/given.ts';
import { aggregate, createOnline } from '../../../lib/truth/index.ts';
import { always, chance, crowdOf, honest, named, rightOf } from './crowd.ts';

const crowd = crowdOf(
  7,
  { tasks: 300, classes: 3, perTask: 6 },
  {
    ...named('good', 8, () => honest(0.85, 3)),
    ...named('poor', 8, () => honest(0.4, 3)),
  },
);
const draw = chance(8);
const shuffled = crowd.labels
  .map((label) => ({ label, at: draw() }))
  .sort((a, b) => a.at - b.at)
  .map(({ label }) => label);

test('before any label there is no posterior; a gold is certain at once', () => {
  const online = createOnline<string, string>({ classes: 3, golds: new Map([['g', 2]]) });
  expect(online.posterior('a')).toBeUndefined();
  online.add({ task: 'a', worker: 'x', label: 1 });
  online.add({ task: 'a', worker: 'y', label: 9 });
  online.add({ task: 'g', worker: 'x', label: 0 });
  const posterior = online.posterior('a')!;
  expect(posterior[1]).toBeGreaterThan(posterior[0]!);
  expect([...online.posterior('g')!]).toEqual([0, 0, 1]);
});

test('while labels come, what is said is near to what is said at the end, which is what all labels say', () => {
  const online = createOnline<number, string>({ classes: 3 });
  for (const label of shuffled) online.add(label);
  const said = new Map(
    [...crowd.truth.keys()].map((task) => {
      const posterior = [...online.posterior(task)!];
      expect(posterior.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      return [task, posterior.indexOf(Math.max(...posterior))];
    }),
  );
  const end = online.finalize();
  expect(end).toEqual(aggregate(crowd.labels, { classes: 3 }));
  expect(Math.abs(rightOf(said, crowd.truth) - rightOf(end.labels, crowd.truth))).toBeLessThan(0.03);
});

/** After all labels of the crowd, in one order. */
function after(labels: readonly GivenLabel<number, string>[]) {
  const online = createOnline<number, string>({ classes: 3 });
  for (const label of [...shuffled, ...labels]) online.add(label);
  return online;
}

test('a posterior does not depend on the order of the labels since the last learning', () => {
  // So few that nothing is learned between the first and the last of them.
  const names = Object.keys(named('good', 8, () => always(0))).concat('nobody', 'poor1', 'poor2');
  const last = Array.from({ length: 16 }, (_, n) =>
    names.map((worker) => ({ task: 1000 + n, worker, label: Math.floor(draw() * 3) })),
  ).flat();
  const [forth, back] = [after(last), after(last.toReversed())];
  for (let task = 1000; task < 1016; task++) expect(forth.posterior(task)).toEqual(back.posterior(task));
});

test('who contradicts itself has one voice, who answers without looking next to none', () => {
  const say = (worker: string, label: number) => ({ task: 1000, worker, label });
  const one = after([say('good1', 2), say('x', 0), say('x', 1)]).posterior(1000)!;
  const two = after([say('good1', 2), say('x', 0), say('y', 1)]).posterior(1000)!;
  expect(one[2]).toBeGreaterThan(two[2]! + 0.01);
  const idle = crowd.labels.flatMap(({ task }) =>
    task % 3 === 0 ? ['i', 'j', 'k'].map((worker) => ({ task, worker, label: 0 })) : [],
  );
  const heard = after([...idle, say('good1', 2)]).posterior(1000)!;
  for (const label of [0, 1]) {
    const spoken = ['i', 'j', 'k'].map((worker) => say(worker, label));
    const posterior = after([...idle, say('good1', 2), ...spoken]).posterior(1000)!;
    expect(Math.abs(posterior[2]! - heard[2]!)).toBeLessThan(0.05);
  }
});

test('stopping at 0.95 saves labels and costs little', () => {
  const online = createOnline<number, string>({ classes: 3 });
  const counts = new Map<number, number>();
  let used = 0;
  for (const label of shuffled) {
    const count = counts.get(label.task) ?? 0;
    if (count >= 3 && Math.max(...online.posterior(label.task)!) >= 0.95) continue;
    online.add(label);
    counts.set(label.task, count + 1);
    used += 1;
  }
  expect(used).toBeLessThan(shuffled.length * 0.95);
  const all = rightOf(aggregate(crowd.labels, { classes: 3 }).labels, crowd.truth);
  expect(rightOf(online.finalize().labels, crowd.truth)).toBeGreaterThan(all - 0.03);
});
