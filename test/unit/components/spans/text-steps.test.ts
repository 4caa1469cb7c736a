import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Border,
  blockEnd,
  type Mark,
  nextPart,
  snapped,
  stepped,
  trimmed,
  type Unit,
} from '../../../../components/overlay/spans/text-steps.ts';

const text = `The Depot shall store the goods.  It must not move them! ${blockEnd} Costs: 4.20 crowns (net).`;
const said = (mark: Mark | undefined) => mark && text.slice(mark.start, mark.end);
const markOf = (words: string): Mark => {
  const start = text.indexOf(words);
  return { start, end: start + words.length };
};

test('a part of a word becomes the word, and blanks at the ends fall away', () => {
  expect(said(snapped(text, markOf('epot sha')))).toBe('Depot shall');
  expect(said(snapped(text, markOf(' store the ')))).toBe('store the');
  expect(said(snapped(text, markOf('goods.  I')))).toBe('goods.  It');
  expect(snapped(text, markOf('  '))).toBeUndefined();
  expect(snapped(text, { start: 5, end: 5 })).toBeUndefined();
});

test('words and sentences follow each other, and blocks part both', () => {
  expect(said(nextPart(text, undefined, 'word', 1))).toBe('The');
  expect(said(nextPart(text, markOf('goods'), 'word', 1))).toBe('It');
  expect(said(nextPart(text, markOf('Costs'), 'word', -1))).toBe('them');
  expect(said(nextPart(text, markOf('move'), 'sentence', 1))).toBe('It must not move them!');
  expect(said(nextPart(text, markOf('It must not move them!'), 'sentence', 1))).toBe(
    'Costs: 4.20 crowns (net).',
  );
  expect(said(nextPart(text, markOf('It must not move them!'), 'sentence', -1))).toBe(
    'The Depot shall store the goods.',
  );
  expect(nextPart(text, markOf('The Depot shall store the goods.'), 'sentence', -1)).toBeUndefined();
});

test('a border goes by characters, words and sentences', () => {
  const step = (words: string, border: Border, unit: Unit, by: 1 | -1) =>
    said(stepped(text, markOf(words), border, unit, by));
  expect(step('store', 'end', 'word', 1)).toBe('store the');
  expect(step('store the', 'end', 'word', -1)).toBe('store');
  expect(step('store the', 'start', 'word', 1)).toBe('the');
  expect(step('store', 'start', 'word', -1)).toBe('shall store');
  expect(step('goods', 'end', 'character', 1)).toBe('goods.');
  expect(step('goods.', 'end', 'character', 1)).toBe('goods.  I');
  expect(step('It', 'start', 'character', -1)).toBe('.  It');
  expect(step('must not', 'end', 'sentence', 1)).toBe('must not move them!');
  expect(step('store', 'end', 'word', -1)).toBeUndefined();
});

const words = fc.constantFrom(
  'a',
  'word',
  'é',
  'e\u0301',
  '👩‍⚖️',
  '漢字',
  'don’t',
  '4.20',
  '.',
  '!',
  ',',
  '(',
  ' ',
  '  ',
  blockEnd,
);
const texts = fc.array(words, { minLength: 1, maxLength: 25 }).map((parts) => parts.join(''));
const marked = texts.chain((whole) =>
  fc.tuple(fc.constant(whole), fc.nat(whole.length), fc.nat(whole.length)).map(([all, one, other]) => ({
    whole: all,
    mark: { start: Math.min(one, other), end: Math.max(one, other) },
  })),
);

test('snapping holds all that was marked but blanks, ends with none, and once is enough', () => {
  fc.assert(
    fc.property(marked, ({ whole, mark }) => {
      const once = snapped(whole, mark);
      const inner = trimmed(whole, mark);
      expect(once === undefined).toBe(inner === undefined);
      if (once === undefined || inner === undefined) return;
      expect(once.start).toBeLessThanOrEqual(inner.start);
      expect(once.end).toBeGreaterThanOrEqual(inner.end);
      expect(trimmed(whole, once)).toEqual(once);
      expect(snapped(whole, once)).toEqual(once);
    }),
    { numRuns: 500 },
  );
});

test('a step moves one border, leaves something, ends on no blank, and the same step back shrinks what it stretched', () => {
  const acts = fc.record({
    border: fc.constantFrom<Border>('start', 'end'),
    unit: fc.constantFrom<Unit>('character', 'word', 'sentence'),
    step: fc.constantFrom<1 | -1>(1, -1),
  });
  fc.assert(
    fc.property(marked, acts, ({ whole, mark }, { border, unit, step }) => {
      const from = snapped(whole, mark);
      const to = from && stepped(whole, from, border, unit, step);
      if (from === undefined || to === undefined) return;
      const other = border === 'start' ? 'end' : 'start';
      expect(to[other]).toBe(from[other]);
      expect(Math.sign(to[border] - from[border])).toBe(step);
      expect(to.start).toBeLessThan(to.end);
      expect(to.start).toBeGreaterThanOrEqual(0);
      expect(to.end).toBeLessThanOrEqual(whole.length);
      expect(trimmed(whole, to)).toEqual(to);
      const back = stepped(whole, to, border, unit, step === 1 ? -1 : 1);
      if (back !== undefined) expect(Math.sign(back[border] - to[border])).toBe(-step);
    }),
    { numRuns: 500 },
  );
});

test('going on by words and then back never stands still, and comes to every word', () => {
  fc.assert(
    fc.property(texts, (whole) => {
      const seen: Mark[] = [];
      for (
        let mark = nextPart(whole, undefined, 'word', 1);
        mark !== undefined;
        mark = nextPart(whole, mark, 'word', 1)
      ) {
        expect(mark.start).toBeGreaterThanOrEqual(seen.at(-1)?.end ?? 0);
        seen.push(mark);
      }
      const back: Mark[] = seen.slice(-1);
      for (let mark = back[0]; mark !== undefined; ) {
        mark = nextPart(whole, mark, 'word', -1);
        if (mark !== undefined) back.unshift(mark);
      }
      expect(back).toEqual(seen);
    }),
    { numRuns: 300 },
  );
});
