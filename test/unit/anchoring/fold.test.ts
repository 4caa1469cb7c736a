import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  behind,
  foldInto,
  follow,
  lettersBefore,
  roomFor,
  seek,
  unitOf,
} from '../../../lib/anchoring/fold.ts';

function lettersOf(text: string): Uint16Array {
  const letters = new Uint16Array(roomFor(text.length));
  return letters.slice(0, foldInto(letters, 0, text, 0, text.length));
}
const folded = (text: string) => String.fromCharCode(...lettersOf(text));

const units = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      ...' \n\t\u00a0\u00ad\u200b\u0301\u2026\ufb03\u201c\u2014ÉßΣAb1.あ한\u05d0\u0627\u{1f600}',
    ),
    fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
  ),
  maxLength: 40,
});

describe('the text model', () => {
  it.each([
    ['blanks and line breaks', ' a\n\tb\u00a0c\u2009d\u3000', 'abcd'],
    ['what is not seen', 'a\u00adb\u200bc\u200ed\u2066e\ufefff\u0000g', 'abcdefg'],
    ['case', 'ABCÄ ΣΟΦΟΣ σοφος İ', 'abcaσοφοσσοφοσi'],
    ['accents, in one unit or two', 'caf\u00e9 cafe\u0301', 'cafecafe'],
    ['quotes', '\u2018a\u2019 \u201cb\u201d «c» `d´', `'a'"b""c"'d'`],
    ['dashes', 'a\u2010b\u2013c\u2014d\u2212e', 'a-b-c-d-e'],
    ['ellipsis, ligatures, width', '\u2026\ufb01\uff21\uff11', '...fia1'],
    ['syllables and voiced signs stay whole', '한글がぎ', '한글がぎ'],
    ['vowel signs are letters', 'हिन्दी', 'हिन्दी'],
    ['pairs stay', '\u{1f600}', '\u{1f600}'],
  ])('%s', (_, text, letters) => {
    expect(folded(text)).toBe(letters);
  });

  it('maps every letter back to the unit that makes it', () => {
    fc.assert(
      fc.property(units, (text) => {
        const letters = folded(text);
        for (let letter = 0; letter < letters.length; letter++) {
          const unit = unitOf(text, letter);
          expect(lettersBefore(text, unit)).toBeLessThanOrEqual(letter);
          expect(lettersBefore(text, unit + 1)).toBeGreaterThan(letter);
        }
        expect(unitOf(text, letters.length)).toBe(text.length);
      }),
    );
  });

  it('folds what any unit is folded to to itself', () => {
    const all = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit));
    expect(all.filter((unit) => folded(folded(unit)) !== folded(unit))).toEqual([]);
  });

  it('folds what is folded to itself, and parts as the whole', () => {
    fc.assert(
      fc.property(units, fc.nat(), (text, cut) => {
        const at = cut % (text.length + 1);
        expect(folded(text.slice(0, at)) + folded(text.slice(at))).toBe(folded(text));
        expect(folded(folded(text))).toBe(folded(text));
      }),
    );
  });

  it('compares without folding', () => {
    fc.assert(
      fc.property(units, units, (text, other) => {
        const letters = lettersOf(text);
        expect(follow(letters, 0, text, 0, text.length)).toBe(letters.length);
        const same = folded(other).slice(0, letters.length) === folded(text).slice(0, folded(other).length);
        expect(follow(letters, 0, other, 0, other.length) !== undefined).toBe(same);
      }),
    );
  });

  it('finds the unit of a letter, or says how many letters there are', () => {
    fc.assert(
      fc.property(units, fc.nat(60), (text, letter) => {
        const count = lettersOf(text).length;
        const unit = seek(text, letter);
        if (letter >= count) expect(unit).toBe(-1 - count);
        else expect(lettersBefore(text, unit) <= letter && letter < lettersBefore(text, unit + 1)).toBe(true);
      }),
    );
  });

  it('passes over what comes before the pattern', () => {
    expect(follow(lettersOf('cd'), -2, 'a b c d', 0, 7)).toBe(2);
    expect(follow(lettersOf('cd'), -1, 'a b c d', 0, 7)).toBeUndefined();
  });

  it('keeps marks with their letter', () => {
    expect(behind('e\u0301\u0323x', 0)).toBe(3);
    expect(behind('\u2764\ufe0f.', 0)).toBe(2);
    expect(behind('a b', 0)).toBe(1);
  });
});
