import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer, Question } from '../../../lib/protocol/question/question.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { isAbstention } from '../../../lib/truth/answer-class.ts';
import { judgeQuestions } from '../../../lib/truth/judge-questions.ts';
import type { Vote } from '../../../lib/truth/truth.ts';
import { crowdOf, honest, named } from './crowd.ts';

const million = 1_000_000;
const options = ['a', 'b', 'c'].map((id) => ({ id, label: id }));
const tone: Question = { kind: 'choice', id: 'tone', ask: '?', multiple: false, options };
const marks: Question = {
  kind: 'span',
  id: 'marks',
  ask: '?',
  classes: options,
  spans: { min: 0, max: 9 },
  overlap: false,
};
const ref = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`;
const key = (n: number): Hex => `0x${n.toString(16).padStart(40, '0')}`;
const chosen = (id: string): Answer => ({ kind: 'choice', chosen: [id] });
const none = new Map();

const abstentions = fc.constantFrom<Answer>({ kind: 'unsure' }, { kind: 'page-broken' });
const choices = fc.oneof({ weight: 5, arbitrary: fc.constantFrom('a', 'b', 'c').map(chosen) }, abstentions);
const spans = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(
        fc.record({
          class: fc.constantFrom('a', 'b', 'c'),
          start: fc.nat(20),
          length: fc.integer({ min: 1, max: 9 }),
        }),
        { maxLength: 1 },
      )
      .map((list): Answer => {
        const made = list.map(({ length, ...one }) => ({ ...one, end: one.start + length }));
        return { kind: 'span', spans: made };
      }),
  },
  abstentions,
);
const votes = fc
  .uniqueArray(
    fc.record({
      task: fc.nat(7),
      who: fc.nat(9),
      tone: fc.option(choices),
      marks: fc.option(spans),
      onGold: fc.boolean(),
    }),
    { selector: ({ task, who }) => `${task} ${who}`, maxLength: 60 },
  )
  .map((list) =>
    list.map(({ task, who, tone: said, marks: marked, onGold }): Vote => {
      const body = {
        ...(said === null ? {} : { tone: said }),
        ...(marked === null ? {} : { marks: marked }),
      };
      return { ref: ref(task), key: key(who), body, onGold: onGold && task === 0 };
    }),
  );

test('of every question, a task’s labels own a million together or nothing: nothing is made by rounding', () => {
  fc.assert(
    fc.property(votes, (given) => {
      const golds = new Map([[ref(0), { tone: chosen('a') }]]);
      for (const question of [tone, marks]) {
        const { tasks, weights } = judgeQuestions([question], given, golds);
        for (const [task, ofTask] of Map.groupBy(given, (vote) => vote.ref)) {
          const truth = tasks.get(task)?.truth[question.id];
          const owned = ofTask.flatMap((vote) => weights.get(vote) ?? []);
          const sum = owned.reduce((all, weight) => all + weight, 0);
          expect([0, million]).toContain(sum);
          if (truth === undefined || isAbstention(truth)) expect(sum).toBe(0);
          for (const weight of owned) expect(Number.isInteger(weight) && weight > 0).toBe(true);
        }
        for (const [{ body, onGold }] of weights) {
          const answer = body[question.id];
          expect(onGold !== true && answer !== undefined && !isAbstention(answer)).toBe(true);
        }
      }
    }),
  );
});

test('questions add up, and the same labels in any order own the same', () => {
  fc.assert(
    fc.property(votes, (given) => {
      const both = judgeQuestions([tone, marks], given, none).weights;
      const each = [tone, marks].map((question) => judgeQuestions([question], given, none).weights);
      for (const vote of given)
        expect(both.get(vote) ?? 0).toBe((each[0]!.get(vote) ?? 0) + (each[1]!.get(vote) ?? 0));
      expect(judgeQuestions([tone, marks], given.toReversed(), none).weights).toEqual(both);
    }),
  );
});

test('what can not be divided goes to the lowest key, in whatever order labels come', () => {
  const span: Answer = { kind: 'span', spans: [{ class: 'a', start: 1, end: 4 }] };
  const three = [2, 0, 1].map(
    (who): Vote => ({ ref: ref(1), key: key(who), body: { tone: chosen('a'), marks: span } }),
  );
  for (const votes of [three, three.toReversed()])
    for (const question of [tone, marks]) {
      const { weights } = judgeQuestions([question], votes, none);
      expect(three.map((vote) => weights.get(vote))).toEqual([333_333, 333_334, 333_333]);
    }
});

test('a further label that says the same makes each part smaller and the whole no larger', () => {
  const crowd = crowdOf(
    3,
    { tasks: 200, classes: 3, perTask: 4 },
    named('good', 8, () => honest(0.9, 3)),
  );
  const who = (name: string) => key(Number(name.slice(4)) + 1);
  const some = crowd.labels.map(
    ({ task, worker, label }): Vote => ({
      ref: ref(task),
      key: who(worker),
      body: { tone: chosen(options[label]!.id) },
    }),
  );
  const without = some.filter((vote) => vote.ref === ref(5));
  const later = Array.from(
    { length: 3 },
    (_, n): Vote => ({
      ref: ref(5),
      key: key(100 + n),
      body: { tone: chosen(options[crowd.truth.get(5)!]!.id) },
    }),
  );
  const sumOf = (list: readonly Vote[], { weights }: ReturnType<typeof judgeQuestions>) =>
    list.reduce((sum, vote) => sum + (weights.get(vote) ?? 0), 0);
  const [before, after] = [some, [...some, ...later]].map((list) => judgeQuestions([tone], list, none));
  expect(sumOf(without, before!)).toBe(million);
  expect(sumOf([...without, ...later], after!)).toBe(million);
  expect(sumOf(without, after!)).toBeLessThan(sumOf(without, before!));
});
