import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type GivenLabel, readLabels } from '../../../lib/truth/given.ts';
import { aggregate } from '../../../lib/truth/index.ts';
import { judge } from '../../../lib/truth/judge/judge.ts';
import judged from '../../vectors/judged.json' with { type: 'json' };
import { always, crowdOf, honest, named, rightOf, ring, vote } from './crowd.ts';

const given = fc.array(
  fc.record({ task: fc.nat(7), worker: fc.integer({ min: 0, max: 9 }).map(String), label: fc.nat(3) }),
  { maxLength: 80 },
);
const golds = fc
  .dictionary(fc.constantFrom('0', '3', '7'), fc.nat(3))
  .map((known) => new Map(Object.entries(known).map(([task, label]) => [Number(task), label])));
const bits = ({ labels, posteriors, workers }: ReturnType<typeof aggregate>) => ({
  labels: [...labels],
  posteriors: [...posteriors].map(([task, shares]) => [task, ...shares]),
  workers: [...workers],
});

test('the same labels in any order, and said twice, give the same bits', () => {
  const shuffled = given.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 })),
  );
  fc.assert(
    fc.property(shuffled, golds, ([list, again], known) => {
      const options = { classes: 4, golds: known };
      expect(bits(aggregate(again, options))).toEqual(bits(aggregate(list, options)));
    }),
  );
});

test('posteriors are whole parts per million that sum to a million, and the truth has the most', () => {
  fc.assert(
    fc.property(given, golds, (list, known) => {
      const { sheet, golds: numbered } = readLabels(list, { classes: 4, golds: known });
      const { ppm, truth } = judge(sheet, numbered);
      for (let task = 0; task < sheet.tasks; task++) {
        const parts = [...ppm.subarray(task * 4, task * 4 + 4)];
        expect(parts.every((part) => Number.isInteger(part) && part >= 0)).toBe(true);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(1_000_000);
        expect(truth[task]).toBe(parts.indexOf(Math.max(...parts)));
        if (numbered[task]! >= 0) expect(parts[numbered[task]!]).toBe(1_000_000);
      }
    }),
  );
});

test.each(judged.cases.map((one) => [one.classes, one] as const))(
  'the bits of the vector of %i classes',
  (classes, one) => {
    const labels = one.labels.map((line): GivenLabel<number, string> => {
      const [task, worker, label] = line.split(' ');
      return { task: Number(task), worker: worker!, label: Number(label) };
    });
    const known = new Map(one.golds.map((line) => line.split(' ').map(Number) as [number, number]));
    const { sheet, golds: numbered } = readLabels(labels, { classes, golds: known });
    const { truth, ppm } = judge(sheet, numbered);
    expect(truth.join(' ')).toBe(one.truth);
    expect(ppm.join(' ')).toBe(one.ppm);
  },
);

test('no task is lost, and names come back as they were given', () => {
  const labels = [
    { task: 'b', worker: 7, label: 1 },
    { task: 'a', worker: 7, label: 0 },
    { task: 'a', worker: 8, label: 0 },
  ];
  const { labels: found, posteriors, workers } = aggregate(labels, { classes: 2 });
  expect([...found]).toEqual([
    ['a', 0],
    ['b', 1],
  ]);
  expect([...posteriors.keys()]).toEqual(['a', 'b']);
  expect([...workers.keys()]).toEqual([7, 8]);
});

const size = { tasks: 400, classes: 4, perTask: 5 };

test('good labelers among poor ones: better than the vote', () => {
  const crowd = crowdOf(1, size, {
    ...named('good', 8, () => honest(0.85, 4)),
    ...named('poor', 12, () => honest(0.4, 4)),
  });
  const { labels, workers } = aggregate(crowd.labels, { classes: 4 });
  expect(rightOf(labels, crowd.truth)).toBeGreaterThan(rightOf(vote(crowd.labels, 4), crowd.truth) + 0.03);
  const worst = Math.min(
    ...[...workers].filter(([name]) => name.startsWith('good')).map(([, share]) => share),
  );
  const best = Math.max(
    ...[...workers].filter(([name]) => name.startsWith('poor')).map(([, share]) => share),
  );
  expect(worst).toBeGreaterThan(best);
});

test('an account that takes one class for another is understood', () => {
  const swap = (truth: number) => [1, 0, 2, 3][truth]!;
  const crowd = crowdOf(2, size, {
    ...named('good', 9, () => honest(0.75, 4)),
    ...named('swaps', 5, () => (truth, task, draw) => swap(honest(0.95, 4)(truth, task, draw))),
  });
  const { labels } = aggregate(crowd.labels, { classes: 4 });
  expect(rightOf(labels, crowd.truth)).toBeGreaterThan(rightOf(vote(crowd.labels, 4), crowd.truth) + 0.05);
});

test('accounts that always say the same do not move the truth', () => {
  const crowd = crowdOf(
    3,
    { ...size, perTask: 7 },
    {
      ...named('good', 8, () => honest(0.8, 4)),
      ...named('lazy', 8, () => always(0)),
    },
  );
  const { labels } = aggregate(crowd.labels, { classes: 4 });
  expect(rightOf(vote(crowd.labels, 4), crowd.truth)).toBeLessThan(0.85);
  expect(rightOf(labels, crowd.truth)).toBeGreaterThan(0.9);
});

test('a ring that outvotes the others falls by one gold in ten', () => {
  const crowd = crowdOf(
    4,
    { tasks: 600, classes: 3, perTask: 8 },
    {
      ...named('good', 8, () => honest(0.7, 3)),
      ...named('ring', 8, () => ring(3)),
    },
  );
  const known = new Map([...crowd.truth].filter(([task]) => task % 10 === 0));
  expect(rightOf(aggregate(crowd.labels, { classes: 3 }).labels, crowd.truth)).toBeLessThan(0.6);
  const { labels } = aggregate(crowd.labels, { classes: 3, golds: known });
  expect(rightOf(labels, crowd.truth, known)).toBeGreaterThan(0.8);
});

test('what is said to be sure is right as often as it is said', () => {
  const crowd = crowdOf(
    5,
    { tasks: 2000, classes: 3, perTask: 4 },
    named('good', 20, (n) => honest(0.45 + 0.02 * n, 3)),
  );
  const known = new Map([...crowd.truth].filter(([task]) => task % 8 === 0));
  const { labels, posteriors } = aggregate(crowd.labels, { classes: 3, golds: known });
  const asked = [...crowd.truth].filter(([task]) => !known.has(task));
  const said = asked.reduce((sum, [task]) => sum + Math.max(...posteriors.get(task)!), 0) / asked.length;
  const right = rightOf(labels, crowd.truth, known);
  expect(Math.abs(said - right)).toBeLessThan(0.04);
});
