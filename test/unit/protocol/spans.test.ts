import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseValue } from '../../../lib/protocol/api/json.ts';
import { placesFit } from '../../../lib/protocol/label/places-fit.ts';
import { allows } from '../../../lib/protocol/question/question.ts';
import {
  type Span,
  type SpanQuestion,
  spanAnswer,
  spanQuestion,
} from '../../../lib/protocol/question/span.ts';
import { mayStandTogether, spanAllows, spanOrder } from '../../../lib/protocol/question/span-set.ts';
import { selectionTargetOf } from '../../../lib/protocol/target/places.ts';
import { type Place, place, selectionTarget } from '../../../lib/protocol/target/selection.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import { fitsTargets } from '../../../lib/protocol/terms/fits.ts';
import { terms } from '../../../lib/protocol/terms/terms.ts';
import vectors from '../../vectors/terms.json' with { type: 'json' };

const ask = (overlap: boolean, spans = { min: 0, max: 200 }): SpanQuestion => ({
  kind: 'span',
  id: 'q',
  ask: '?',
  classes: [
    { id: 'a', label: 'A' },
    { id: 'b', label: 'B' },
  ],
  spans,
  overlap,
});
const spans = fc.array(
  fc
    .tuple(fc.constantFrom('a', 'b', 'x'), fc.nat(9), fc.integer({ min: 1, max: 4 }))
    .map(([of, start, length]): Span => ({ class: of, start, end: start + length })),
  { maxLength: 6 },
);

test('an answer is allowed when its spans are known, in order, and share only what they may: as pair by pair would say', () => {
  fc.assert(
    fc.property(spans, fc.boolean(), fc.boolean(), (given, sorted, overlap) => {
      const question = ask(overlap);
      const order = spanOrder(question);
      const list = sorted ? given.toSorted(order) : given;
      const inOrder = list.every((one, at) => at === 0 || order(list[at - 1]!, one) < 0);
      const known = list.every((one) => one.class !== 'x');
      const apart = list.every((one, at) =>
        list.slice(0, at).every((other) => mayStandTogether(question, one, other)),
      );
      expect(spanAllows(question, { kind: 'span', spans: list })).toBe(inOrder && known && apart);
    }),
    { numRuns: 2000 },
  );
});

test('a question wants as many spans as it says; that there are none is an answer where the least is 0', () => {
  const two = {
    kind: 'span' as const,
    spans: [1, 3].map((start) => ({ class: 'a', start, end: start + 1 })),
  };
  expect(spanAllows(ask(false, { min: 3, max: 9 }), two)).toBe(false);
  expect(spanAllows(ask(false, { min: 1, max: 1 }), two)).toBe(false);
  expect(spanAllows(ask(false, { min: 2, max: 2 }), two)).toBe(true);
  expect(spanAllows(ask(false), { kind: 'span', spans: [] })).toBe(true);
  expect(spanAllows(ask(false, { min: 1, max: 2 }), { kind: 'span', spans: [] })).toBe(false);
  expect(allows(ask(false, { min: 1, max: 2 }), { kind: 'unsure' })).toBe(true);
  expect(allows(ask(false), { kind: 'choice', chosen: ['a'] })).toBe(false);
});

test.each([
  ['no letter', { kind: 'span', spans: [{ class: 'a', start: 4, end: 4 }] }],
  ['half a letter', { kind: 'span', spans: [{ class: 'a', start: 0.5, end: 4 }] }],
  ['words', { kind: 'span', spans: [{ class: 'a', start: 0, end: 4, exact: 'word' }] }],
  [
    'too many',
    { kind: 'span', spans: Array.from({ length: 201 }, (_, at) => ({ class: 'a', start: at, end: at + 1 })) },
  ],
])('an answer with %s is none', (_, answer) => {
  expect(parseValue(spanAnswer, answer).ok).toBe(false);
});

test.each([
  ['two classes of one id', { classes: [ask(true).classes[0], ask(true).classes[0]] }],
  ['two classes of one key', { classes: ask(true).classes.map((one) => ({ ...one, key: 't' })) }],
  ['a key that is none', { classes: [{ id: 'a', label: 'A', key: 'F1' }] }],
  ['no class', { classes: [] }],
  ['a least above the most', { spans: { min: 3, max: 2 } }],
  ['a most of none', { spans: { min: 0, max: 0 } }],
])('a question with %s is none', (_, part) => {
  expect(parseValue(spanQuestion, ask(true)).ok).toBe(true);
  expect(parseValue(spanQuestion, { ...ask(true), ...part }).ok).toBe(false);
});

const quote = { type: 'TextQuoteSelector' as const, exact: 'words', prefix: 'some ', suffix: ' here' };
const position = (start: number, end: number) => ({ type: 'TextPositionSelector' as const, start, end });
const placeAt = (start: number, end: number, exact = 'words'): Place => [
  position(start, end),
  { ...quote, exact },
];

test('a place is a path at most, a position and a quote, in this order and of a bounded size', () => {
  const path = { type: 'XPathSelector' as const, value: '*[2]/*[1]', refinedBy: position(0, 5) };
  for (const good of [
    [position(4, 9), quote],
    [path, position(4, 9), quote],
    [{ ...path, value: '' }, position(4, 9), quote],
    [position(4, 9), { ...quote, copies: 2, rivals: [[4, 9]] }],
    [position(4, 9), { ...quote, copies: 2, rivals: [[4, 9]], beside: [[0, 65_535]] }],
  ])
    expect(parseValue(place, good).ok).toBe(true);
  for (const bad of [
    [],
    [quote],
    [quote, position(4, 9)],
    [position(4, 9), quote, quote],
    [position(9, 4), quote],
    [{ ...path, value: '//*[1]' }, position(4, 9), quote],
    [{ ...path, value: "id('x')" }, position(4, 9), quote],
    [position(4, 9), { ...quote, exact: '' }],
    [position(4, 9), { ...quote, exact: 'x'.repeat(8001) }],
    [position(4, 9), { ...quote, prefix: 'x'.repeat(2001) }],
    [position(4, 9), { ...quote, rivals: [[1]] }],
    [position(4, 9), { ...quote, beside: [[0, 65_536]] }],
    [position(4, 9), { ...quote, beside: Array(9).fill([0, 1]) }],
    [position(4, 9), { ...quote, exact: 'a\u202eb' }],
  ])
    expect(parseValue(place, bad).ok).toBe(false);
});

test('a target has its places in one spelling, few enough and short enough', () => {
  const target = (...places: Place[]) =>
    parseValue(selectionTarget, selectionTargetOf('https://court.example/a', places)).ok;
  expect(target()).toBe(true);
  expect(target(placeAt(1, 4), placeAt(1, 5), placeAt(2, 3))).toBe(true);
  expect(target(placeAt(1, 5), placeAt(1, 4))).toBe(false);
  expect(target(placeAt(1, 4), placeAt(1, 4))).toBe(false);
  expect(target(...Array.from({ length: 401 }, (_, at) => placeAt(at, at + 1)))).toBe(false);
  const long = (most: number) =>
    Array.from({ length: most }, (_, at) => placeAt(at, at + 1, 'x'.repeat(7990)));
  expect(target(...long(25))).toBe(true);
  expect(target(...long(26))).toBe(false);
});

test('places and spans belong together: none is missing, and none is there for nothing', () => {
  const body = {
    q: {
      kind: 'span' as const,
      spans: [
        { class: 'a', start: 1, end: 4 },
        { class: 'b', start: 1, end: 4 },
      ],
    },
  };
  const at = (...places: Place[]) => selectionTargetOf('https://court.example/a', places);
  expect(placesFit(at(placeAt(1, 4)), body)).toBe(true);
  expect(placesFit(at(), body)).toBe(false);
  expect(placesFit(at(placeAt(1, 5)), body)).toBe(false);
  expect(placesFit(at(placeAt(1, 4), placeAt(6, 7)), body)).toBe(false);
  expect(placesFit(pageTargetOf('https://court.example/a'), body)).toBe(false);
  expect(placesFit(pageTargetOf('https://court.example/a'), { q: { kind: 'unsure' } })).toBe(true);
  expect(placesFit(at(), { q: { kind: 'unsure' } })).toBe(true);
});

test('spans are asked about selections, and about nothing else', () => {
  const sample = JSON.parse(vectors.cases[0]!.text);
  const takes = (part: object) => parseValue(terms, { ...sample, ...part }).ok;
  expect(takes({ questions: [ask(true)], targets: { unit: 'selection' } })).toBe(true);
  expect(takes({ questions: [ask(true), ...sample.questions], targets: { unit: 'selection' } })).toBe(true);
  expect(takes({ questions: [ask(true)] })).toBe(false);
  expect(takes({ targets: { unit: 'selection' } })).toBe(false);
  const target = selectionTargetOf('https://court.example/a');
  expect(fitsTargets({ unit: 'selection' }, target)).toBe(true);
  expect(fitsTargets({ unit: 'page' }, target)).toBe(false);
  expect(fitsTargets({ unit: 'selection' }, pageTargetOf('https://court.example/a'))).toBe(false);
});
