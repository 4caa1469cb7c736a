import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseValue } from '../../../lib/protocol/api/json.ts';
import { quoteFitsKey, textKey } from '../../../lib/protocol/signed/text-key.ts';
import { type Target, target } from '../../../lib/protocol/target/target.ts';
import {
  isAttributeKey,
  isTextKey,
  isWholeQuote,
  maxQuote,
  normalText,
  quoteOf,
} from '../../../lib/protocol/target/unit-text.ts';

const texts = fc.string({ unit: 'binary', maxLength: 700 });
const blanks = fc.stringMatching(/^[ \n\t\u00a0\u200b\u2028]{1,4}$/);
const elementOf = (unitKey: string, quote: string): Target => ({
  unit: 'element',
  unitKey,
  address: 'https://news.example/a',
  quote,
});

test('a normal text is normal already, whatever it was', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const normal = normalText(text);
      expect(normalText(normal)).toBe(normal);
      expect(normal).not.toMatch(/^\s|\s$|\s\s|[\u200b-\u200f\u202a-\u202e\ufeff]/);
    }),
    { numRuns: 2000 },
  );
});

test('how a page breaks its lines and which blanks it uses changes no key', () => {
  const words = fc.array(fc.stringMatching(/^[a-zé漢]{1,6}$/), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(words, fc.array(blanks, { minLength: 8, maxLength: 8 }), (list, between) => {
      const laidOut = list.map((word, at) => `${word.normalize('NFD')} ${between[at]}`).join('');
      expect(textKey(normalText(laidOut))).toBe(textKey(list.join(' ').normalize('NFC')));
    }),
  );
});

test('other words, another key', () => {
  fc.assert(
    fc.property(texts, texts, (one, two) => {
      const [a, b] = [normalText(one), normalText(two)];
      expect(textKey(a) === textKey(b)).toBe(a === b);
      expect(isTextKey(textKey(a))).toBe(true);
    }),
  );
});

test('a quote of any text is one that a target can carry, and fits its key', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const normal = normalText(text);
      const quote = quoteOf(normal);
      const whole = elementOf(textKey(normal), quote);
      expect(parseValue(target, whole)).toEqual({ ok: true, value: whole });
      expect(quoteFitsKey(whole)).toBe(true);
      expect(normal.startsWith(quote)).toBe(true);
      if (isWholeQuote(quote)) expect(quote).toBe(normal);
    }),
    { numRuns: 500 },
  );
  const cut = quoteOf(`${'a'.repeat(maxQuote - 1)}📚b`);
  expect(cut).toBe('a'.repeat(maxQuote - 1));
  expect(isWholeQuote(cut)).toBe(false);
});

test('a whole quote of another text does not fit; of an attribute’s key it may say anything', () => {
  expect(quoteFitsKey(elementOf(textKey('One thing'), 'Another'))).toBe(false);
  expect(quoteFitsKey(elementOf(textKey('One thing'), ''))).toBe(false);
  expect(quoteFitsKey(elementOf('post-7', 'Another'))).toBe(true);
});

test('a key is a digest or short plain text, and never both', () => {
  for (const key of ['7', 'post-7', 'https://news.example/p/7?x=1', 'ñ 漢', 'a'.repeat(200)])
    expect(isAttributeKey(key), key).toBe(true);
  for (const key of ['', 'a'.repeat(201), 'a\0', '\u202ea', '\ud800', textKey('a')])
    expect(isAttributeKey(key), key).toBe(false);
  const reads = (unitKey: string) => parseValue(target, elementOf(unitKey, '')).ok;
  expect([textKey('a'), 'text1-0', ''].map(reads)).toEqual([true, true, false]);
  expect(reads(textKey('a').toUpperCase())).toBe(true);
  expect(isTextKey(textKey('a').toUpperCase())).toBe(false);
});

test('an element’s target says what was labeled, and no index', () => {
  const good = elementOf('post-7', 'Text');
  for (const wrong of [
    { ...good, index: 3 },
    { ...good, quote: 'x'.repeat(maxQuote + 1) },
    { ...good, quote: 'a\0b' },
    { ...good, unit: 'page' },
    { unit: 'element', unitKey: 'post-7', address: good.address },
    { ...good, unitKey: 7 },
  ])
    expect(parseValue(target, wrong).ok).toBe(false);
});
