import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostAgain } from '../../../lib/truth/remembered.ts';
import { maySettle } from '../../../lib/truth/settles.ts';
import { type News, tasksToJudge, type WaitingTask } from '../../../relay/settlement/waiting.ts';
import { hexOf, sampleTerms } from '../queue/sample.ts';

const dueBy = 1000;
const policy = { ...sampleTerms().policy, redundancy: { min: 3, max: 9 } };
const terms = { ...sampleTerms(), policy };
const task = (n: number) => hexOf(n, 32);
const waits = (n: number, labels: number, acceptBy = 5000 + n): WaitingTask => ({
  task: task(n),
  labels,
  acceptBy,
  newest: 1,
  isClosed: false,
});
const news = (given: Partial<News> = {}): News => ({
  ...{ terms, labels: [], isGold: () => false, dueBy, campaigns: 1, putOff: null },
  ...given,
});

test('a task that can not be settled is left where it stands, however many there are', () => {
  const lone = Array.from({ length: 2000 }, (_, n) => waits(n, 1));
  expect(tasksToJudge(lone, news())).toEqual([]);
  expect(tasksToJudge([...lone, waits(2001, 3)], news())).toEqual([task(2001)]);
  const labels = [5, 5, 6].map((n) => ({ task: task(n), acceptBy: 9000 }));
  expect(tasksToJudge(lone, news({ labels }))).toEqual([task(5)]);
});

test('what can not wait is judged with any number of labels: promised, closed, opened again', () => {
  const list = [waits(1, 1, dueBy), waits(2, 1, dueBy + 1), { ...waits(3, 1), isClosed: true }];
  expect(tasksToJudge(list, news())).toEqual([task(1), task(3)]);
});

test('more than is judged again: what is new and golds first, then those with the earliest promise', () => {
  const most = mostAgain(terms.questions);
  const half = Math.floor(most / 2) + 1;
  const list = [waits(1, half, 9000), waits(2, half, 7000), waits(3, half, 8000), waits(4, half, 9999)];
  expect(tasksToJudge(list, news())).toEqual([task(2)]);
  const labels = [{ task: task(4), acceptBy: 9999 }];
  expect(tasksToJudge(list, news({ labels }))).toEqual([task(4), task(2)]);
  const isGold = (one: unknown) => one === task(1);
  expect(tasksToJudge(list, news({ labels, isGold }))).toEqual([task(1), task(4), task(2)]);
});

test('what came while nothing was decided of its campaign is judged as if it had come now, however much', () => {
  const most = mostAgain(terms.questions);
  const list = [1, 2, 3].map((n) => ({ ...waits(n, most), newest: n }));
  expect(tasksToJudge(list, news())).toEqual([task(1)]);
  expect(tasksToJudge(list, news({ putOff: 2 }))).toEqual([task(2), task(3), task(1)]);
  expect(tasksToJudge([{ ...waits(1, 2), newest: 2 }], news({ putOff: 2 }))).toEqual([]);
});

test('campaigns of one epoch share what is judged again, and each has some of it', () => {
  const list = Array.from({ length: 400 }, (_, n) => waits(n, 100, 9000 + n));
  const judged = (campaigns: number) => tasksToJudge(list, news({ campaigns })).length;
  expect(judged(1)).toBe(Math.floor(mostAgain(terms.questions) / 100));
  expect(judged(4)).toBe(Math.floor(mostAgain(terms.questions) / 400));
  expect(judged(10_000)).toBe(10);
});

test('no task is judged by some of its labels: of whichever gets one that may settle it, all are read', () => {
  const counts = fc.array(fc.record({ labels: fc.integer({ min: 1, max: 60_000 }), fresh: fc.nat(4) }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(counts, (given) => {
      const list = given.map(({ labels }, n) => waits(n, labels));
      const labels = given.flatMap(({ fresh }, n) => Array(fresh).fill({ task: task(n), acceptBy: 9000 }));
      const judged = new Set(tasksToJudge(list, news({ labels })));
      for (const [n, { labels: before, fresh }] of given.entries())
        if (fresh > 0) expect(judged.has(task(n))).toBe(maySettle(policy, before + fresh));
    }),
  );
});
