import * as v from 'valibot';
import { expect, test } from 'vitest';
import { parseValue } from '../../../lib/protocol/api/json.ts';
import { type Terms, terms } from '../../../lib/protocol/terms/terms.ts';
import vectors from '../../vectors/terms.json' with { type: 'json' };
import { parsed } from './parsed.ts';

const [sample] = vectors.cases.map(({ text }) => parsed(terms, JSON.parse(text)));
const reads = (change: (given: Terms) => object) =>
  sample !== undefined && parseValue(terms, { ...sample, ...change(sample) }).ok;

test('a campaign is open for at most ninety days', () => {
  expect(reads(({ opens }) => ({ closes: opens + 90 * 86_400 }))).toBe(true);
  expect(reads(({ opens }) => ({ closes: opens + 90 * 86_400 + 1 }))).toBe(false);
  expect(reads(({ opens }) => ({ closes: opens }))).toBe(false);
});

test('a price is at least 10,000 smallest units, so that a floored share is never 0', () => {
  for (const price of ['10000', '99999', '100000']) expect(reads(() => ({ price }))).toBe(true);
  for (const price of ['0', '1', '9999']) expect(reads(() => ({ price }))).toBe(false);
});

test('a listed address is the one under which labelers meet', () => {
  const list = (address: string, keepParameters: string[]) =>
    reads(() => ({ universe: { kind: 'list', addresses: [address] }, keepParameters }));
  expect(list('https://news.example/a?id=7', ['id'])).toBe(true);
  expect(list('https://news.example/a?id=7', [])).toBe(false);
  expect(list('https://news.example/a?lang=es&id=7', ['id', 'lang'])).toBe(false);
  expect(reads(({ universe: _ }) => ({ universe: { kind: 'list', addresses: [] } }))).toBe(false);
  const twice = ['https://news.example/a', 'https://news.example/a'];
  expect(reads(() => ({ universe: { kind: 'list', addresses: twice } }))).toBe(false);
});

test('questions have ids that differ', () => {
  expect(reads(({ questions }) => ({ questions: [...questions, ...questions] }))).toBe(false);
  expect(reads(() => ({ questions: [] }))).toBe(false);
});

test('a task wants at least one label, at most no fewer than at least, and a hundred at most', () => {
  const redundancy = (min: number, max: number) =>
    reads(({ policy }) => ({ policy: { ...policy, redundancy: { min, max } } }));
  expect(redundancy(1, 1)).toBe(true);
  expect(redundancy(3, 2)).toBe(false);
  expect(redundancy(0, 1)).toBe(false);
  expect([redundancy(3, 100), redundancy(3, 101)]).toEqual([true, false]);
});

test('instructions are text: markup in them is data', () => {
  expect(reads(() => ({ instructions: '<script>alert(1)</script> [a](javascript:b)' }))).toBe(true);
  expect(reads(() => ({ instructions: 'abc\u202edef' }))).toBe(false);
});

test('terms that are wrong in many places at once are refused without a throw, all faults or only the first', () => {
  const wrong = {
    ...sample,
    price: 'abc',
    opens: 'x',
    universe: { kind: 'list', addresses: 7 },
    keepParameters: null,
  };
  expect(v.safeParse(terms, wrong).success).toBe(false);
  expect(v.safeParse(terms, wrong, { abortEarly: true }).success).toBe(false);
});
