import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAudience, primaryOf } from '../../../lib/view/audience.ts';

const primary = fc.constantFrom('de', 'en', 'es', 'pt', 'zh', 'fil', 'sr');
const rest = fc.constantFrom('', '-BR', '-Hant', '-Latn-RS', '-419', '-1996');
const tag = fc.tuple(primary, rest).map(([first, more]) => `${first}${more}`);
const tags = fc.array(tag, { minLength: 1, maxLength: 6 });
/** The same tag in another spelling: case means nothing (RFC 5646, section 2.1.1). */
const respelled = (all: string[], upper: boolean) =>
  all.map((one) => (upper ? one.toUpperCase() : one.toLowerCase()));

test('who reads a language is asked in every variety of it, in any order and any case', () => {
  fc.assert(
    fc.property(tags, tags, fc.boolean(), fc.boolean(), (asked, reads, upper, other) => {
      const fits = isAudience(asked, reads);
      expect(fits).toBe(asked.some((one) => reads.some((read) => one.split('-')[0] === read.split('-')[0])));
      expect(isAudience(asked.toReversed(), reads.toReversed())).toBe(fits);
      expect(isAudience(respelled(asked, upper), respelled(reads, other))).toBe(fits);
      expect(isAudience(asked.map(primaryOf), reads)).toBe(fits);
    }),
  );
});

test('one more language on either side never loses anybody', () => {
  fc.assert(
    fc.property(tags, tags, tag, (asked, reads, more) => {
      if (!isAudience(asked, reads)) return;
      expect(isAudience([...asked, more], reads)).toBe(true);
      expect(isAudience(asked, [...reads, more])).toBe(true);
    }),
  );
});

test('a campaign that names no language asks for everybody, and of who names none nothing is known', () => {
  fc.assert(
    fc.property(tags, (some) => {
      expect(isAudience([], some)).toBe(true);
      expect(isAudience(some, [])).toBe(true);
    }),
  );
});

test('a subtag is whole: no language is the beginning of another', () => {
  expect(isAudience(['fil'], ['fi'])).toBe(false);
  expect(isAudience(['fi'], ['fil-PH'])).toBe(false);
});

test('a language is the same under a tag that was given up, and a tag that means nothing is what it says', () => {
  expect(isAudience(['fil'], ['tl'])).toBe(true);
  expect(isAudience(['iw'], ['he-IL'])).toBe(true);
  expect(primaryOf('sh-Latn')).toBe('sr');
  expect(primaryOf('en-abc')).toBe('en');
});

test('Norwegian is one language under all its tags, and no other', () => {
  const tags = ['no', 'nb', 'nn', 'nob', 'nb-NO', 'no-NO', 'nn-Latn-NO', 'NB'];
  for (const asked of tags)
    for (const read of tags) expect([asked, read, isAudience([asked], [read])]).toEqual([asked, read, true]);
  for (const other of ['da', 'sv', 'nl', 'nds']) expect(isAudience(['no'], [other])).toBe(false);
});
