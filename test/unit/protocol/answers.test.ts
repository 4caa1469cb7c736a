import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson, parseValue } from '../../../lib/protocol/api/json.ts';
import { answersAll, body } from '../../../lib/protocol/question/body.ts';
import { type ChoiceQuestion, choiceAllows, choiceQuestion } from '../../../lib/protocol/question/choice.ts';
import { allows } from '../../../lib/protocol/question/question.ts';

const ask = (id: string, multiple: boolean, options: readonly string[]): ChoiceQuestion => ({
  kind: 'choice',
  id,
  ask: '?',
  multiple,
  options: options.map((option) => ({ id: option, label: option })),
});
const chosen = (...ids: string[]) => ({ kind: 'choice' as const, chosen: ids });
const ids = ['a', 'b', 'c', 'd', 'e'];

test('several options are one answer only in the order of the question, each once', () => {
  const given = fc.array(fc.constantFrom(...ids, 'x'), { minLength: 1, maxLength: 6 });
  const property = fc.property(given, fc.boolean(), (list, multiple) => {
    const inOrder = ids.filter((id) => list.includes(id));
    const one = multiple || list.length === 1;
    const wanted = one && inOrder.length === list.length && inOrder.every((id, at) => id === list[at]);
    expect(choiceAllows(ask('q', multiple, ids), chosen(...list))).toBe(wanted);
  });
  fc.assert(property, { numRuns: 500 });
});

test('every question allows an honest “no answer”', () => {
  for (const kind of ['unsure', 'not-applicable', 'page-broken'] as const)
    expect(allows(ask('q', false, ids), { kind })).toBe(true);
});

test('a body answers each question of the terms, in an allowed way, and nothing else', () => {
  const questions = [ask('one', false, ids), ask('two', true, ids)];
  const answers = { one: chosen('b'), two: chosen('a', 'c') };
  expect(answersAll(questions, answers)).toBe(true);
  expect(answersAll(questions, { two: { kind: 'unsure' }, one: { kind: 'page-broken' } })).toBe(true);
  expect(answersAll(questions, {})).toBe(false);
  expect(answersAll(questions, { one: chosen('b') })).toBe(false);
  expect(answersAll(questions, { ...answers, three: chosen('a') })).toBe(false);
  expect(answersAll(questions, { one: chosen('b'), three: chosen('a') })).toBe(false);
  expect(answersAll(questions, { ...answers, one: chosen('a', 'b') })).toBe(false);
  expect(answersAll(questions, { ...answers, one: chosen('x') })).toBe(false);
});

test.each([
  'constructor',
  'prototype',
  '__proto__',
  'toString',
  'Ümlaut',
  '',
  'a b',
  '-a',
  'a-',
  'a'.repeat(41),
])('no question, option or answer has the id %j', (id) => {
  expect(parseValue(choiceQuestion, ask(id, false, ['a', 'b'])).ok).toBe(false);
  expect(parseValue(choiceQuestion, ask('q', false, ['a', id])).ok).toBe(false);
  expect(parseJson(body, `{"q":{"kind":"unsure"},${JSON.stringify(id)}:{"kind":"unsure"}}`).ok).toBe(false);
  expect(parseJson(body, `{${JSON.stringify(id)}:{"kind":"unsure"}}`).ok).toBe(false);
  expect(answersAll([ask('q', false, ids)], JSON.parse(`{${JSON.stringify(id)}:{"kind":"unsure"}}`))).toBe(
    false,
  );
});

test('a body is an object: no list, no null, no text', () => {
  for (const text of ['[]', '[{"kind":"unsure"}]', 'null', '"a"', '1', 'true'])
    expect(parseJson(body, text).ok).toBe(false);
  expect(parseJson(body, '{}')).toEqual({ ok: true, value: {} });
});

test('a question has two to forty options with ids that differ', () => {
  const many = (count: number) =>
    ask(
      'q',
      false,
      Array.from({ length: count }, (_, i) => `o${i}`),
    );
  for (const count of [2, 40]) expect(parseValue(choiceQuestion, many(count)).ok).toBe(true);
  for (const count of [0, 1, 41]) expect(parseValue(choiceQuestion, many(count)).ok).toBe(false);
  expect(parseValue(choiceQuestion, ask('q', false, ['a', 'a'])).ok).toBe(false);
});
