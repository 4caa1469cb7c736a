import { expect, test } from 'vitest';
import type { Answer, Question } from '../../../lib/protocol/question/question.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { plainVote } from '../../../lib/truth/plain-vote.ts';
import { threeViews } from '../../../lib/truth/three-views.ts';
import type { Vote } from '../../../lib/truth/truth.ts';
import { crowdOf, honest, named } from './crowd.ts';

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
const right = (found: ReturnType<typeof plainVote>) =>
  [...crowd.truth].filter(([task, label]) => {
    const answer = found.get(ref(task))?.truth.tone;
    return answer?.kind === 'choice' && answer.chosen[0] === ids[label];
  }).length;

test('every task has a truth to every question, better than the vote, and whole parts per million', () => {
  const found = threeViews(new Map())(questions, votes);
  expect(found.size).toBe(300);
  expect(right(found)).toBeGreaterThan(right(plainVote(questions, votes)) + 15);
  for (const { truth, posterior } of found.values()) {
    expect(Object.keys(truth)).toEqual(['tone', 'topics']);
    expect([chosen('b', 'c'), chosen('a')]).toContainEqual(truth.topics);
    for (const ppm of Object.values(posterior)) expect(Number.isInteger(ppm) && ppm <= 1_000_000).toBe(true);
  }
  expect(threeViews(new Map())(questions, votes.toReversed())).toEqual(found);
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
  const found = threeViews(new Map([[ref(901), { tone: chosen('c') }]]))(questions, [...votes, ...more]);
  expect(found.get(ref(900))?.truth).toEqual({ tone: broken });
  expect(found.get(ref(901))).toEqual({ truth: { tone: chosen('c') }, posterior: { tone: 1_000_000 } });
});
