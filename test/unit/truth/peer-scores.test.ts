import { expect, test } from 'vitest';
import { readLabels } from '../../../lib/truth/given.ts';
import { judgeFrozen } from '../../../lib/truth/judge/frozen.ts';
import { judge } from '../../../lib/truth/judge/judge.ts';
import { peerScores } from '../../../lib/truth/judge/peer-scores.ts';
import { always, crowdOf, honest, named, ring } from './crowd.ts';

type Given = Parameters<typeof readLabels<number, string>>[0];

function scoresOf(labels: Given, classes: number, golds = new Map<number, number>()) {
  const { sheet, golds: known, accounts } = readLabels<number, string>(labels, { classes, golds });
  const { scored, ppm } = peerScores(sheet, known, judge(sheet, known).learned);
  const of = new Map<string, number[]>(accounts.sorted.map((name) => [name, []]));
  for (let at = 0; at < scored.length; at++)
    if (scored[at] === 1) of.get(accounts.sorted[sheet.account[at]!]!)!.push(ppm[at]!);
  return of;
}

function meanOf(scores: ReadonlyMap<string, number[]>, prefix: string): number {
  const all = [...scores].filter(([name]) => name.startsWith(prefix)).flatMap(([, list]) => list);
  return all.reduce((sum, ppm) => sum + ppm, 0) / all.length / 1_000_000;
}

test('good work scores high, any answer without looking nothing, whatever the frequencies', () => {
  const crowd = crowdOf(
    1,
    { tasks: 1500, classes: 3, perTask: 6 },
    {
      ...named('good', 10, () => honest(0.9, 3)),
      ...named('mid', 4, () => honest(0.6, 3)),
      lazy0: always(0),
      lazy2: always(2),
      random: (_truth, _task, draw) => Math.floor(draw() * 3),
    },
  );
  // Five in six tasks of the class 0: who always says that is right most of the time.
  const skewed = crowd.labels.filter(({ task }) => crowd.truth.get(task) === 0 || task % 10 === 0);
  for (const labels of [crowd.labels, skewed]) {
    const scores = scoresOf(labels, 3);
    for (const list of scores.values()) for (const ppm of list) expect(Number.isInteger(ppm)).toBe(true);
    expect(meanOf(scores, 'good')).toBeGreaterThan(0.5);
    expect(meanOf(scores, 'mid')).toBeLessThan(meanOf(scores, 'good') - 0.2);
    expect(meanOf(scores, 'mid')).toBeGreaterThan(0.1);
    for (const idle of ['lazy0', 'lazy2', 'random']) expect(Math.abs(meanOf(scores, idle))).toBeLessThan(0.1);
  }
});

test('a ring that meets itself scores nothing once there are golds', () => {
  const crowd = crowdOf(
    2,
    { tasks: 1000, classes: 3, perTask: 7 },
    {
      ...named('good', 9, () => honest(0.8, 3)),
      ...named('ring', 5, () => ring(3)),
    },
  );
  const golds = new Map([...crowd.truth].filter(([task]) => task % 10 === 0));
  const scores = scoresOf(crowd.labels, 3, golds);
  expect(meanOf(scores, 'good')).toBeGreaterThan(0.5);
  expect(Math.abs(meanOf(scores, 'ring'))).toBeLessThan(0.1);
});

test('the posterior of the others is what the judge says without the label', () => {
  const crowd = crowdOf(
    3,
    { tasks: 60, classes: 3, perTask: 4 },
    named('good', 8, (n) => honest(0.5 + 0.05 * n, 3)),
  );
  const { sheet, golds } = readLabels(crowd.labels, { classes: 3 });
  const { learned } = judge(sheet, golds);
  const others = Array.from(sheet.slot, (pair, at) => {
    const task = sheet.start.findLastIndex((start) => start <= at);
    const rest = Array.from({ length: 4 }, (_, n) => sheet.start[task]! + n).filter((other) => other !== at);
    const ppm = judgeFrozen(
      sheet,
      learned,
      rest.map((other) => ({
        account: sheet.account[other]!,
        chosen: sheet.slotClass[sheet.slot[other]!]!,
        share: 1,
      })),
    );
    return { said: sheet.slotClass[pair]!, ppm: [...ppm] };
  });
  const mean = [0, 1, 2].map((k) => others.reduce((sum, { ppm }) => sum + ppm[k]!, 0) / others.length / 1e6);
  const missed = mean.reduce((sum, share) => sum + share * (1 - share), 0);
  const { ppm } = peerScores(sheet, golds, learned);
  for (const [at, { said, ppm: likely }] of others.entries())
    expect(ppm[at]! / 1e6).toBeCloseTo((likely[said]! / 1e6 - mean[said]!) / missed, 4);
});

test('a label counts for others, not for itself', () => {
  const say = (task: number, labels: Record<string, number>) =>
    Object.entries(labels).map(([worker, label]) => ({ task, worker, label }));
  const pair = say(1, { a: 0, b: 0 });
  expect([...scoresOf(pair, 2).values()].flat()).toEqual([]);
  const three = [...say(1, { a: 0, b: 0, c: 1 }), ...say(2, { a: 1, b: 1, c: 0 })];
  const scores = scoresOf(three, 2);
  expect(scores.get('a')).toHaveLength(2);
  expect(meanOf(scores, 'c')).toBeLessThan(0);
  expect(meanOf(scores, 'a')).toBeGreaterThan(meanOf(scores, 'c'));
});

test('on a gold the known class decides, not the others', () => {
  const labels = Array.from({ length: 40 }, (_, task) =>
    ['a', 'b', 'c'].map((worker) => ({ task, worker, label: task % 2 })),
  ).flat();
  const wrong = [0, 1, 2].map((n) => ({ task: 100, worker: 'abc'[n]!, label: n === 0 ? 1 : 0 }));
  const scores = scoresOf([...labels, ...wrong], 2, new Map([[100, 1]]));
  expect(scores.get('a')!.at(-1)).toBeGreaterThan(900_000);
  expect(scores.get('b')!.at(-1)).toBeLessThan(-900_000);
});

test('where all tasks are alike nothing can be told', () => {
  const golds = new Map(Array.from({ length: 5 }, (_, task) => [task, 0]));
  const labels = [...golds.keys()].flatMap((task) =>
    ['a', 'b', 'c'].map((worker) => ({ task, worker, label: 0 })),
  );
  expect([...scoresOf(labels, 2, golds).values()].flat()).toEqual([]);
});
