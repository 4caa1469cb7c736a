import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer, Question } from '../../../lib/protocol/question/question.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { flat } from '../../../lib/truth/pay/flat.ts';
import { plainVote } from '../../../lib/truth/plain-vote.ts';
import { settles } from '../../../lib/truth/settles.ts';
import type { Vote } from '../../../lib/truth/truth.ts';

const options = ['a', 'b', 'c'].map((id) => ({ id, label: id.toUpperCase() }));
const questions: Question[] = [
  { kind: 'choice', id: 'tone', ask: 'Tone?', multiple: false, options },
  { kind: 'choice', id: 'topics', ask: 'Topics?', multiple: true, options },
];

const word = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`;
const key = (n: number): Hex => `0x${n.toString(16).padStart(40, '0')}`;
const chosen = (...ids: string[]): Answer => ({ kind: 'choice', chosen: ids });

const answer = fc.oneof(
  fc.subarray(['a', 'b', 'c'], { minLength: 1 }).map((ids) => chosen(...ids)),
  fc.constantFrom<Answer>({ kind: 'unsure' }, { kind: 'not-applicable' }, { kind: 'page-broken' }),
);
const votes: fc.Arbitrary<Vote[]> = fc
  .uniqueArray(fc.tuple(fc.nat(5), fc.nat(20)), {
    selector: ([task, who]) => task * 100 + who,
    maxLength: 60,
  })
  .chain((pairs) =>
    fc.tuple(
      ...pairs.map(([task, who]) =>
        fc.record({ tone: answer, topics: answer }).map((body) => ({ ref: word(task), key: key(who), body })),
      ),
    ),
  );

test('the order of labels does not matter', () => {
  fc.assert(
    fc.property(
      votes.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
      ),
      ([list, shuffled]) => {
        expect(plainVote(questions, shuffled)).toEqual(plainVote(questions, list));
      },
    ),
  );
});

test('posteriors are whole parts per million of the most frequent answer, and every task has a truth', () => {
  fc.assert(
    fc.property(votes, (list) => {
      const inferred = plainVote(questions, list);
      expect([...inferred.keys()].sort()).toEqual([...new Set(list.map(({ ref }) => ref))].sort());
      for (const { posterior, truth } of inferred.values()) {
        expect(Object.keys(truth)).toEqual(['tone', 'topics']);
        for (const ppm of Object.values(posterior)) {
          expect(Number.isInteger(ppm)).toBe(true);
          expect(ppm).toBeGreaterThan(0);
          expect(ppm).toBeLessThanOrEqual(1_000_000);
        }
      }
    }),
  );
});

test('flat pay never exceeds price times labels', () => {
  fc.assert(
    fc.property(votes, fc.bigInt({ min: 10_000n, max: 2n ** 100n }), (list, price) => {
      const earned = flat(
        list.map((vote) => ({ ...vote, price })),
        plainVote(questions, list),
      );
      const sum = earned.reduce((total, one) => total + (one.state === 'paid' ? one.credit : 0n), 0n);
      expect(earned).toHaveLength(list.length);
      expect(sum <= price * BigInt(list.length)).toBe(true);
    }),
  );
});

const vote = (who: number, tone: Answer): Vote => ({
  ref: word(1),
  key: key(who),
  body: { tone, topics: chosen('a', 'b') },
});

test('two of three win with two thirds', () => {
  const inferred = plainVote(questions, [vote(1, chosen('a')), vote(2, chosen('b')), vote(3, chosen('b'))]);
  expect(inferred.get(word(1))).toEqual({
    truth: { tone: chosen('b'), topics: chosen('a', 'b') },
    posterior: { tone: 666_666, topics: 1_000_000 },
  });
});

test('a tie goes to an answer before an abstention', () => {
  const inferred = plainVote(questions, [vote(1, { kind: 'not-applicable' }), vote(2, chosen('c'))]);
  expect(inferred.get(word(1))?.truth.tone).toEqual(chosen('c'));
});

test('a task settles when it is full, or sure with enough labels, or promised', () => {
  const policy = {
    redundancy: { min: 2, max: 5 },
    stopConfidence: 900_000,
    hold: { scored: 0, golds: 0 },
    pay: 'flat',
  } as const;
  const inferred = { truth: {}, posterior: { tone: 1_000_000, topics: 800_000 } };
  const sure = { truth: {}, posterior: { tone: 900_000 } };
  expect(settles(policy, { labels: 5, acceptBy: 100, inferred }, 50)).toBe(true);
  expect(settles(policy, { labels: 4, acceptBy: 100, inferred }, 50)).toBe(false);
  expect(settles(policy, { labels: 2, acceptBy: 100, inferred: sure }, 50)).toBe(true);
  expect(settles(policy, { labels: 1, acceptBy: 100, inferred: sure }, 50)).toBe(false);
  expect(settles(policy, { labels: 1, acceptBy: 100, inferred }, 100)).toBe(true);
});
