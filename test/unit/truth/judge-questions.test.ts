import { expect, test } from 'vitest';
import type { Answer, Question } from '../../../lib/protocol/question/question.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { judgeQuestions } from '../../../lib/truth/judge-questions.ts';
import type { Judged, Vote } from '../../../lib/truth/truth.ts';
import { crowdOf, honest, named, rightOf, vote } from './crowd.ts';

const ids = ['a', 'b', 'c'];
const options = ids.map((id) => ({ id, label: id.toUpperCase() }));
const questions: Question[] = [
  { kind: 'choice', id: 'tone', ask: 'Tone?', multiple: false, options },
  { kind: 'choice', id: 'topics', ask: 'Topics?', multiple: true, options },
];
const ref = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`;
const key = (name: string): Hex => `0x${Buffer.from(name).toString('hex').padStart(40, '0')}`;
const chosen = (...picked: string[]): Answer => ({ kind: 'choice', chosen: picked });

const crowd = crowdOf(
  1,
  { tasks: 300, classes: 3, perTask: 5 },
  {
    ...named('good', 6, () => honest(0.9, 3)),
    ...named('poor', 8, () => honest(0.4, 3)),
  },
);
const votes = crowd.labels.map(({ task, worker, label }): Vote => {
  const topics = label === 2 ? chosen('b', 'c') : chosen('a');
  return { ref: ref(task), key: key(worker), body: { tone: chosen(ids[label]!), topics } };
});
const right = ({ tasks }: Judged) =>
  [...crowd.truth].filter(([task, label]) => {
    const answer = tasks.get(ref(task))?.truth.tone;
    return answer?.kind === 'choice' && answer.chosen[0] === ids[label];
  }).length / crowd.truth.size;
const none = new Map();

test('every task has a truth to every question, better than the vote, and whole parts per million', () => {
  const judged = judgeQuestions(questions, votes, none);
  const found = judged.tasks;
  expect(found.size).toBe(300);
  expect(right(judged)).toBeGreaterThan(rightOf(vote(crowd.labels, 3), crowd.truth) + 0.05);
  for (const { truth, posterior } of found.values()) {
    expect(Object.keys(truth)).toEqual(['tone', 'topics']);
    expect([chosen('b', 'c'), chosen('a')]).toContainEqual(truth.topics);
    for (const ppm of Object.values(posterior)) expect(Number.isInteger(ppm) && ppm <= 1_000_000).toBe(true);
  }
  expect(judgeQuestions(questions, votes.toReversed(), none).tasks).toEqual(found);
});

test('a gold is certain; an abstention can be the truth; what was not answered has none', () => {
  const broken: Answer = { kind: 'page-broken' };
  const say = (n: number, who: string, tone: Answer): Vote => ({
    ref: ref(n),
    key: key(who),
    body: { tone },
  });
  const more = ['good0', 'good1', 'poor0'].flatMap((who) => [
    say(900, who, broken),
    say(901, who, chosen('b')),
  ]);
  const golds = new Map([[ref(901), { tone: chosen('c') }]]);
  const found = judgeQuestions(questions, [...votes, ...more], golds).tasks;
  expect(found.get(ref(900))?.truth).toEqual({ tone: broken });
  expect(found.get(ref(901))).toEqual({ truth: { tone: chosen('c') }, posterior: { tone: 1_000_000 } });
});

test('labels on a gold are scored by its truth, neither by each other nor by those before them', () => {
  const golds = new Map([[ref(5), { tone: chosen('a'), topics: chosen('a') }]]);
  const on = (who: string, id: string): Vote => ({
    ref: ref(5),
    key: key(who),
    body: { tone: chosen(id), topics: chosen(id) },
    onGold: true,
  });
  const [alone, other] = [on('late0', 'a'), on('late1', 'b')];
  const { scores } = judgeQuestions(questions, [...votes, alone, other], golds);
  expect(scores.get(alone)).toBeGreaterThan(700_000);
  expect(scores.get(other)).toBeLessThan(0);
  const before = votes.filter((one) => one.ref === ref(5));
  const without = judgeQuestions(questions, votes, none).scores;
  for (const one of before) expect(Math.abs(scores.get(one)! - without.get(one)!)).toBeLessThan(100_000);
});

test('of many answers with several options only the most frequent are classes', () => {
  const many = Array.from({ length: 12 }, (_, n) => `o${n}`);
  const wide: Question = {
    kind: 'choice',
    id: 'tone',
    ask: '?',
    multiple: true,
    options: many.map((id) => ({ id, label: id })),
  };
  const odd = Array.from({ length: 300 }, (_, n): Vote => {
    const ids = many.filter((_id, bit) => ((n + 1) >> bit) & 1);
    return { ref: ref(n), key: key(`k${n % 7}`), body: { tone: chosen(...ids) } };
  });
  const two = ['k1', 'k2'].map((who): Vote => {
    return { ref: ref(1000), key: key(who), body: { tone: chosen('o0', 'o11') } };
  });
  const { tasks } = judgeQuestions([wide], [...odd, ...two], none);
  expect(tasks.get(ref(1000))?.truth.tone).toEqual(chosen('o0', 'o11'));
  expect([...tasks.values()].filter(({ truth }) => truth.tone === undefined).length).toBeGreaterThan(100);
});
