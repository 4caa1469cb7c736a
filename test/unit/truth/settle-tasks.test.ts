import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Question } from '../../../lib/protocol/question/question.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import type { Policy } from '../../../lib/protocol/terms/policy.ts';
import { judgeQuestions } from '../../../lib/truth/judge-questions.ts';
import { mostAtOnce, mostRemembered, rememberedFrom } from '../../../lib/truth/remembered.ts';
import { settleTasks, type Waiting } from '../../../lib/truth/settle-tasks.ts';
import { isSure, mustSettle } from '../../../lib/truth/settles.ts';
import type { Vote } from '../../../lib/truth/truth.ts';
import { crowdOf, honest, named } from './crowd.ts';

const ids = ['a', 'b', 'c'];
const options = ids.map((id) => ({ id, label: id.toUpperCase() }));
const questions: Question[] = [{ kind: 'choice', id: 'tone', ask: 'Tone?', multiple: false, options }];
const ref = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`;
const key = (name: string): Hex => `0x${Buffer.from(name).toString('hex').padStart(40, '0')}`;
const policy: Policy = {
  redundancy: { min: 3, max: 6 },
  stopConfidence: 900_000,
  hold: { scored: 0, golds: 0 },
  pay: 'better-than-guess',
};

const votesOf = (seed: number, from: number, tasks: number, perTask: number) =>
  crowdOf(
    seed,
    { tasks, classes: 3, perTask },
    { ...named('good', 8, () => honest(0.9, 3)), ...named('poor', 3, () => honest(0.4, 3)) },
  ).labels.map(({ task, worker, label }): Vote => {
    const body = { tone: { kind: 'choice' as const, chosen: [ids[label]!] } };
    return { ref: ref(from + task), key: key(worker), body };
  });

const waitingOf = (votes: readonly Vote[], must: (ref: Hex) => boolean = () => false) =>
  new Map(
    [...Map.groupBy(votes, (vote) => vote.ref)].map(([name, task]): [Hex, Waiting] => [
      name,
      { votes: task, must: must(name) },
    ]),
  );

test('whoever judges the settled labels again finds the same, and every task sure that had not to be settled', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(120), fc.integer({ min: 2, max: 6 }), (seed, earlier, perTask) => {
      const before = votesOf(seed, 0, earlier, 5);
      const votes = votesOf(seed + 1, 1000, 80, perTask);
      const must = (name: Hex) => Number.parseInt(name.slice(-1), 16) < 2;
      const waiting = waitingOf(votes, must);
      const known = { questions, policy, before, golds: new Map() };
      const settled = settleTasks(known, waiting);
      const taken = [...waiting].filter(([name]) => settled.tasks.has(name));
      const again = judgeQuestions(
        questions,
        [...before, ...taken.flatMap(([, task]) => task.votes)],
        new Map(),
      );
      expect(again.tasks).toEqual(settled.tasks);
      expect([...again.scores].sort()).toEqual([...settled.scores].sort());
      for (const [name, task] of waiting) {
        const inferred = settled.tasks.get(name);
        if (must(name)) expect(inferred).toBeDefined();
        else if (perTask < 3) expect(inferred).toBeUndefined();
        else if (inferred !== undefined) expect(isSure(policy, questions, inferred)).toBe(true);
        expect(task.votes.length).toBe(perTask);
      }
      expect(settleTasks(known, new Map([...waiting].reverse())).tasks).toEqual(settled.tasks);
    }),
    { numRuns: 20 },
  );
});

test('who is known to be good is believed with fewer labels than strangers', () => {
  const before = votesOf(7, 0, 200, 5);
  const votes = votesOf(8, 1000, 100, 3);
  const settledWith = (labels: Vote[]) =>
    [
      ...settleTasks({ questions, policy, before: labels, golds: new Map() }, waitingOf(votes)).tasks.keys(),
    ].filter((name) => name >= ref(1000)).length;
  expect(settledWith(before)).toBeGreaterThan(50);
  expect(settledWith(before)).toBeLessThan(100);
});

test('deferred tasks are not settled, and what is learned without them is', () => {
  const votes = votesOf(9, 0, 100, 5);
  const asked: number[] = [];
  const settled = settleTasks(
    { questions, policy, before: [], golds: new Map() },
    waitingOf(votes),
    (sure) => {
      asked.push(sure.size);
      return [...sure.keys()].slice(0, 5);
    },
  );
  expect(asked).toHaveLength(1);
  expect(settled.deferred.size).toBe(5);
  for (const [name, { posterior }] of settled.deferred) {
    expect(settled.tasks.has(name)).toBe(false);
    expect(posterior.tone).toBeGreaterThanOrEqual(900_000);
  }
  // Whoever knows the settled labels and those of the deferred tasks finds what they are.
  const shown = votes.filter(({ ref: name }) => settled.tasks.has(name) || settled.deferred.has(name));
  const again = judgeQuestions(questions, shown, new Map()).tasks;
  for (const [name, inferred] of settled.deferred) expect(again.get(name)).toEqual(inferred);
});

test('all its labels, or a date that would pass, settle a task', () => {
  expect(mustSettle(policy, { labels: 6, acceptBy: 200 }, 100)).toBe(true);
  expect(mustSettle(policy, { labels: 5, acceptBy: 101 }, 100)).toBe(false);
  expect(mustSettle(policy, { labels: 1, acceptBy: 100 }, 100)).toBe(true);
});

test('whole epochs are remembered, the newest first, up to a number of labels; none where tasks have one label', () => {
  const epochs = [
    { epoch: 9, labels: 12_000 },
    { epoch: 7, labels: 8_000 },
    { epoch: 4, labels: 1 },
  ];
  const terms = { policy, questions };
  expect(rememberedFrom(terms, epochs)).toBe(7);
  expect(rememberedFrom(terms, epochs.slice(1))).toBe(4);
  expect(rememberedFrom(terms, [])).toBe(null);
  expect(rememberedFrom(terms, [{ epoch: 1, labels: 20_001 }])).toBe(null);
  // As whoever reads one label more than are remembered finds them, of whatever size the last epoch is.
  const most = mostRemembered(questions);
  const [newest, ...older] = epochs;
  expect(rememberedFrom(terms, [newest!, { ...older[0]!, labels: most + 1 - newest!.labels }])).toBe(9);
  const single = { ...policy, redundancy: { min: 1, max: 1 } };
  expect(rememberedFrom({ policy: single, questions }, epochs)).toBe(null);
});

test('many questions with many options cost more: fewer labels are judged at once', () => {
  const wide = Array.from({ length: 40 }, (_, n) => ({ id: `o${n}`, label: `${n}` }));
  const many = Array.from({ length: 20 }, (_, n): Question => {
    return { kind: 'choice', id: `q${n}`, ask: '?', multiple: false, options: wide };
  });
  expect(mostAtOnce(questions)).toBe(100_000);
  expect(mostAtOnce(many)).toBe(1916);
  expect(rememberedFrom({ policy, questions: many }, [{ epoch: 1, labels: 384 }])).toBe(null);
  expect(rememberedFrom({ policy, questions: many }, [{ epoch: 1, labels: 383 }])).toBe(1);
});
