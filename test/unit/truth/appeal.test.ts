import { expect, test } from 'vitest';
import type { Body } from '../../../lib/protocol/question/body.ts';
import type { Question } from '../../../lib/protocol/question/question.ts';
import type { Policy } from '../../../lib/protocol/terms/policy.ts';
import { appealOutcome } from '../../../lib/truth/appeal.ts';

const options = ['up', 'down'].map((id) => ({ id, label: id }));
const choice = (id: string): Question => ({ kind: 'choice', id, ask: '?', multiple: false, options });
const passages: Question = {
  kind: 'span',
  id: 'text',
  ask: '?',
  classes: [{ id: 'a', label: 'A' }],
  spans: { min: 0, max: 9 },
  overlap: false,
};
const policy: Policy = {
  redundancy: { min: 3, max: 5 },
  stopConfidence: 900_000,
  hold: { scored: 0, golds: 0 },
  pay: 'better-than-guess',
};
const says = (given: Record<string, string>): Body =>
  Object.fromEntries(
    Object.entries(given).map(([id, chosen]) => [
      id,
      chosen === 'unsure' ? { kind: 'unsure' } : { kind: 'choice', chosen: [chosen] },
    ]),
  );
const marks = (start: number, end: number): Body => ({
  text: { kind: 'span', spans: end === 0 ? [] : [{ class: 'a', start, end }] },
});
const outcome = (questions: Question[], body: Body, truth: Body, labels = 3) =>
  appealOutcome({ questions, policy }, body, { truth, labels });

test('won by those who agree in more than half of the questions', () => {
  const one = [choice('a')];
  expect(outcome(one, says({ a: 'up' }), says({ a: 'up' }))).toBe('won');
  expect(outcome(one, says({ a: 'up' }), says({ a: 'down' }))).toBe('lost');
  expect(outcome(one, says({ a: 'unsure' }), says({ a: 'unsure' }))).toBe('won');
  const two = [choice('a'), choice('b')];
  expect(outcome(two, says({ a: 'up', b: 'up' }), says({ a: 'up', b: 'down' }))).toBe('lost');
  const three = [...two, choice('c')];
  expect(outcome(three, says({ a: 'up', b: 'up', c: 'up' }), says({ a: 'up', b: 'up', c: 'down' }))).toBe(
    'won',
  );
});

test('fewer people than the terms want, or no verdict of theirs, decide nothing', () => {
  expect(outcome([choice('a')], says({ a: 'up' }), says({ a: 'up' }), 2)).toBe('lapsed');
  expect(appealOutcome({ questions: [choice('a')], policy }, says({ a: 'up' }), undefined)).toBe('lapsed');
});

test('passages agree when half of the letters that either marks are marked by both', () => {
  expect(outcome([passages], marks(0, 10), marks(0, 10))).toBe('won');
  expect(outcome([passages], marks(0, 10), marks(5, 15))).toBe('won');
  expect(outcome([passages], marks(0, 10), marks(6, 16))).toBe('lost');
  expect(outcome([passages], marks(0, 0), marks(0, 0))).toBe('won');
  expect(outcome([passages], marks(0, 0), marks(0, 10))).toBe('lost');
  expect(outcome([passages], { text: { kind: 'unsure' } }, marks(0, 10))).toBe('lost');
});
