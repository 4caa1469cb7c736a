import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align } from '../../../lib/anchoring/align.ts';

const lettersOf = (text: string) => Uint16Array.from(text, (letter) => letter.charCodeAt(0));

/** Aligns `before[quote]after` with a page, wherever in the page it starts. */
function fitted(page: string, pattern: string) {
  const [before = '', quote = '', after = ''] = pattern.split(/[[\]]/);
  const text = { letters: lettersOf(page), length: page.length, pieces: [] };
  const letters = lettersOf(before + quote + after);
  const found = align(
    text,
    { letters, from: before.length, to: before.length + quote.length },
    -9,
    page.length,
  );
  return found && { ...found, text: page.slice(found.start, found.end) };
}

describe('a quote in its context', () => {
  it.each([
    ['stands as it was', 'onetwothree', 'one[two]three', { text: 'two', quote: 3, before: 3, after: 5 }],
    ['has a letter changed', 'onetwxthree', 'one[two]three', { text: 'twx', quote: 1, before: 3, after: 5 }],
    ['has a letter less', 'onetothree', 'one[two]three', { text: 'to', quote: 1, before: 3, after: 5 }],
    ['has a letter more', 'onetwwothree', 'one[two]three', { text: 'twwo', quote: 2, before: 3, after: 5 }],
    [
      'has two letters swapped: one fault',
      'onelettrethree',
      'one[letter]three',
      { text: 'lettre', quote: 4 },
    ],
    ['stands in other text', 'xxxxtwoyyyyy', 'one[two]three', { text: 'two', quote: 3, before: 0, after: 0 }],
    ['has a word before it', 'onewordtwothree', 'one[two]three', { text: 'two', before: 1, after: 5 }],
    ['has a word behind it', 'onetwowordthree', 'one[two]three', { text: 'two', before: 3, after: 3 }],
    ['is gone', 'onethree', 'one[word]three', { text: '', quote: -4, before: 3, after: 5 }],
    ['reaches the ends of the page', 'two', '[two]', { start: 0, end: 3, quote: 3, before: 0, after: 0 }],
  ])('%s', (_, page, pattern, expected) => {
    expect(fitted(page, pattern)).toMatchObject(expected);
  });

  it('is found whole wherever it stands', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });
    const some = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, text, some, text, text, (left, before, quote, after, right) => {
        const found = fitted(left + before + quote + after + right, `${before}[${quote}]${after}`);
        expect(found).toMatchObject({ quote: quote.length, before: before.length, after: after.length });
        expect(found?.text).toBe(quote);
      }),
    );
  });

  it('never fits better than whole, nor lies outside the page', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 20 });
    fc.assert(
      fc.property(text, text, text, text, (page, before, quote, after) => {
        const found = fitted(page, `${before}[${quote}x]${after}`);
        if (found === undefined) return;
        expect(found.quote).toBeLessThanOrEqual(quote.length + 1);
        expect(found.before).toBeLessThanOrEqual(before.length);
        expect(found.after).toBeLessThanOrEqual(after.length);
        expect(found.start).toBeGreaterThanOrEqual(0);
        expect(found.end).toBeLessThanOrEqual(page.length);
      }),
    );
  });
});
