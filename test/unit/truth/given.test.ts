import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Body } from '../../../lib/protocol/question/body.ts';
import type { Answer, Question } from '../../../lib/protocol/question/question.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { judgeQuestions } from '../../../lib/truth/judge-questions.ts';
import { earnedBy } from '../../../lib/truth/pay/better-than-guess.ts';
import { expired, qualityOf, type Score, usual } from '../../../lib/truth/pay/quality.ts';
import type { Vote } from '../../../lib/truth/truth.ts';
import { crowdOf, honest, named } from './crowd.ts';

const ids = ['a', 'b', 'c'];
const options = ids.map((id) => ({ id, label: id }));
const questions: Question[] = [
  { kind: 'choice', id: 'tone', ask: '?', multiple: false, options },
  { kind: 'choice', id: 'topic', ask: '?', multiple: false, options },
];
const ref = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`;
const key = (name: string): Hex => `0x${Buffer.from(name).toString('hex').padStart(40, '0')}`;
const chosen = (id: string): Answer => ({ kind: 'choice', chosen: [id] });

const crowd = crowdOf(
  7,
  { tasks: 60, classes: 3, perTask: 4 },
  { ...named('good', 4, () => honest(0.9, 3)), ...named('poor', 4, () => honest(0.5, 3)) },
);
const votes = crowd.labels.map(({ task, worker, label }): Vote => {
  const body = { tone: chosen(ids[label]!), topic: chosen(ids[(label + task) % 3]!) };
  return { ref: ref(task), key: key(worker), body };
});
const none: ReadonlyMap<Hex, Body> = new Map();
const alone = judgeQuestions(questions, votes, none);

const answers = fc.constantFrom(chosen('a'), chosen('b'), chosen('c'), { kind: 'unsure' } as Answer);
const givenGolds = fc
  .array(fc.tuple(fc.nat(70), fc.record({ tone: answers, topic: answers }, { requiredKeys: [] })))
  .map((list) => new Map(list.map(([n, body]) => [ref(n), body as Body])));

test('whatever a requester says, no truth, score or weight moves', () => {
  fc.assert(
    fc.property(givenGolds, (golds) => {
      const { given: _, ...judged } = judgeQuestions(questions, votes, none, golds);
      const { given: __, ...before } = alone;
      expect(judged).toEqual(before);
    }),
    { numRuns: 30 },
  );
});

test('only labels that others score are measured, on tasks that it names, and none where labelers are sure of another', () => {
  fc.assert(
    fc.property(givenGolds, (golds) => {
      const { given } = judgeQuestions(questions, votes, none, golds);
      for (const [vote, ppm] of given) {
        expect(Number.isInteger(ppm) && alone.scores.has(vote)).toBe(true);
        const { truth, posterior } = alone.tasks.get(vote.ref)!;
        const counts = Object.entries(golds.get(vote.ref)!).filter(
          ([id, answer]) =>
            JSON.stringify(truth[id]) === JSON.stringify(answer) || (posterior[id] ?? 0) < 800_000,
        );
        expect(counts).not.toEqual([]);
      }
    }),
    { numRuns: 30 },
  );
});

test('who agrees with it is above a guess, who does not below; three who agree on something else drop it', () => {
  const say = (n: number, who: string, id: string): Vote => ({
    ref: ref(n),
    key: key(who),
    body: { tone: chosen(id), topic: chosen(id) },
  });
  const unsure = [say(900, 'good0', 'a'), say(900, 'good1', 'b'), say(900, 'poor0', 'c')];
  const sure = ['good0', 'good1', 'good2'].map((who) => say(901, who, 'a'));
  const golds = new Map([
    [ref(900), { tone: chosen('a') }],
    [ref(901), { tone: chosen('b') }],
  ]);
  const { given, scores } = judgeQuestions(questions, [...votes, ...unsure, ...sure], none, golds);
  const [right, ...wrong] = unsure;
  // Of its two questions the gold says one: the other is scored by others, as ever.
  expect(given.get(right!)! - scores.get(right!)!).toBeGreaterThan(200_000);
  for (const vote of wrong) expect(given.get(vote)).toBeLessThanOrEqual(scores.get(vote)!);
  for (const vote of sure) expect(given.has(vote)).toBe(false);
});

const ppm = fc.integer({ min: -2_000_000, max: 2_000_000 });
const score: fc.Arbitrary<Score> = fc.record({
  ppm,
  gold: fc.boolean(),
  given: fc.option(ppm, { nil: undefined }),
});
const scores = fc.array(score, { maxLength: 150 });
const prior = fc.constantFrom(usual, expired);
const price = fc.bigInt({ min: 10_000n, max: 2n ** 60n });
const creditOf = (offered: bigint, list: readonly Score[], before: typeof usual) => {
  const earned = earnedBy(offered, qualityOf(list, before));
  return earned.state === 'paid' ? earned.credit : 0n;
};

test('a requester’s golds only lower: no key earns more with them than without, and evidence stays the same', () => {
  fc.assert(
    fc.property(scores, prior, price, (list, before, offered) => {
      const without = list.map(({ ppm: peer, gold }) => ({ ppm: peer, gold }));
      expect(creditOf(offered, list, before) <= creditOf(offered, without, before)).toBe(true);
      const { scored, golds } = qualityOf(list, before);
      expect({ scored, golds }).toEqual({
        scored: qualityOf(without, before).scored,
        golds: qualityOf(without, before).golds,
      });
    }),
  );
});

test('a wrong one costs no more than a label that others contradict', () => {
  fc.assert(
    fc.property(fc.array(ppm, { minLength: 1, maxLength: 100 }), ppm, fc.nat(99), (list, wrong, place) => {
      const at = place % list.length;
      const plain = list.map((peer): Score => ({ ppm: peer, gold: false }));
      const by = (one: Score) => qualityOf(plain.with(at, one), usual).bp;
      const peer = by({ ppm: Math.min(list[at]!, wrong), gold: false });
      expect(by({ ppm: list[at]!, gold: false, given: wrong })).toBe(peer);
    }),
  );
});
