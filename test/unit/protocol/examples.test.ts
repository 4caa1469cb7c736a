import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson, parseValue } from '../../../lib/protocol/api/json.ts';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import { termsHash } from '../../../lib/protocol/signed/ids.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import {
  type Example,
  mostExamples,
  mostExampleText,
  mostNote,
  standsAsExample,
} from '../../../lib/protocol/terms/example.ts';
import { type QuestionSet, questionSet, setOfTerms } from '../../../lib/protocol/terms/question-set.ts';
import { type Terms, terms } from '../../../lib/protocol/terms/terms.ts';
import { termsFault } from '../../../relay/ingest/terms-fault.ts';
import { article, info, sampleTerms } from '../queue/sample.ts';

const said = (chosen: string) => ({ tone: { kind: 'choice' as const, chosen: [chosen] } });
const one = (given: Partial<Example> = {}): Example => ({
  shows: 'good',
  target: pageTargetOf(article(1)),
  body: said('up'),
  note: '',
  ...given,
});
const withExamples = (examples: Example[], given: Partial<Terms> = {}) => sampleTerms({ ...given, examples });
/** Why terms with these are refused; empty where they are not. */
const refused = (examples: unknown, given: Partial<Terms> = {}): string => {
  const read = parseValue(terms, { ...sampleTerms(given), examples });
  return read.ok ? '' : read.detail;
};

const examples = fc
  .uniqueArray(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: mostExamples })
  .chain((pages) =>
    fc.tuple(
      ...pages.map((page) =>
        fc.record({
          shows: fc.constantFrom('good' as const, 'bad' as const),
          target: fc.constant(pageTargetOf(article(page))),
          body: fc.oneof(
            fc.constantFrom(said('up'), said('down')),
            fc.constant({ tone: { kind: 'unsure' as const } }),
          ),
          note: fc.string({ unit: 'grapheme', maxLength: 30 }),
        }),
      ),
    ),
  );

test('terms with examples come back as they were, with the same hash, and so does a question set', () => {
  const property = fc.property(examples, (shown) => {
    const given = withExamples(shown as Example[]);
    const read = parseJson(terms, JSON.stringify(given));
    expect(read).toEqual({ ok: true, value: given });
    expect(read.ok && termsHash(read.value)).toBe(termsHash(given));
    const set: QuestionSet = setOfTerms(given);
    expect(parseValue(questionSet, set)).toEqual({ ok: true, value: set });
  });
  fc.assert(property, { numRuns: 60 });
});

test('terms without examples are as they were before there could be any', () => {
  expect(canonicalText(sampleTerms())).not.toContain('examples');
  expect(setOfTerms(sampleTerms())).not.toHaveProperty('examples');
  expect(refused([])).toMatch(/^examples: /);
  expect(refused(null)).toMatch(/^examples: /);
});

test('an example is a label that the campaign could take, or the terms are refused by the name of what is wrong', () => {
  expect(refused([one(), one({ body: said('down'), shows: 'bad' })])).toBe('');
  const places = 'examples must be of the campaign’s pages and of the unit that it asks about';
  const answers = 'examples must answer all questions as they allow, about the places that they name';
  const wrong: [Partial<Example>, string][] = [
    [{ target: pageTargetOf('https://elsewhere.example/articles/1') }, places],
    [{ target: pageTargetOf(article('1?utm_source=x')) }, places],
    [{ target: { unit: 'element', unitKey: 'post-1', address: article(1), quote: '' } }, places],
    [{ body: said('sideways') }, answers],
    [{ body: {} }, answers],
    [{ body: { ...said('up'), more: { kind: 'unsure' } } }, answers],
    [{ body: { tone: { kind: 'span', spans: [] } } }, answers],
  ];
  for (const [given, because] of wrong) expect(refused([one(), one(given)])).toBe(because);
  expect(refused([{ ...one(), shows: 'fair' }])).toMatch(/^examples\.0\.shows: /);
  expect(refused([{ ...one(), salts: [] }])).toMatch(/^examples\.0/);
  expect(refused([one({ note: 'a\u202eb' })])).toBe('examples.0.note: must not contain control characters');
  expect(refused([one({ note: 'a'.repeat(mostNote) })])).toBe('');
  expect(refused([one({ note: 'a'.repeat(mostNote + 1) })])).toMatch(/^examples\.0\.note: /);
});

test('examples are few, short together, and none of them twice, however its answer is spelled', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) => one({ target: pageTargetOf(article(n)) }));
  expect(refused(many(mostExamples))).toBe('');
  expect(refused(many(mostExamples + 1))).toMatch(/^examples: /);
  expect(refused([one(), one({ shows: 'bad', note: 'other words' })])).toBe(
    'examples: no label may stand twice among the examples',
  );
  const questions: Terms['questions'] = ['tone', 'more'].map((id) => ({
    ...sampleTerms().questions[0]!,
    id,
  }));
  const more = { more: said('up').tone };
  const twice = [one({ body: { ...said('up'), ...more } }), one({ body: { ...more, ...said('up') } })];
  expect(refused(twice, { questions })).toMatch(/twice/);
  const long = 'a'.repeat(1900);
  const heavy = many(mostExamples).map((example, n) => ({
    ...example,
    target: pageTargetOf(article(`${n}${long}`)),
    note: 'ä'.repeat(mostNote),
  }));
  expect(JSON.stringify(heavy).length).toBeLessThan(mostExampleText);
  expect(refused(heavy)).toBe('');
  const quotes = { unit: 'element' as const, selector: 'p', key: 'id' };
  const heavier = heavy.map(({ target, ...example }) => ({
    ...example,
    target: { unit: 'element', unitKey: 'a', address: target.address, quote: '\\'.repeat(500) },
  }));
  expect(refused(heavier, { targets: quotes })).toBe(
    `examples: examples may have ${mostExampleText} characters in all`,
  );
});

test('of a list a page is left that is no example', () => {
  const universe: Terms['universe'] = { kind: 'list', addresses: [article(1), article(2)] };
  expect(refused([one()], { universe })).toBe('');
  const both = [one(), one({ target: pageTargetOf(article(2)) })];
  expect(refused(both, { universe })).toMatch(/^examples are no tasks/);
  expect(refused([one(), one({ body: said('down') })], { universe })).toBe('');
});

test('exactly the unit of an example stands as one', () => {
  const shown = withExamples([one()]);
  expect(standsAsExample(shown, pageTargetOf(article(1)))).toBe(true);
  expect(standsAsExample(shown, pageTargetOf(article(2)))).toBe(false);
  expect(standsAsExample(sampleTerms(), pageTargetOf(article(1)))).toBe(false);
  const post = (unitKey: string) =>
    ({ unit: 'element', unitKey, address: article(1), quote: 'Any' }) as const;
  const posts = withExamples([one({ target: post('post-1') })], {
    targets: { unit: 'element', selector: 'p', key: 'id' },
  });
  expect(standsAsExample(posts, { ...post('post-1'), quote: 'Edited since' })).toBe(true);
  expect(standsAsExample(posts, post('post-2'))).toBe(false);
});

test('a relay takes no example whose quote is of another text than its key', () => {
  const target = {
    unit: 'element',
    unitKey: `text1-${'0'.repeat(64)}`,
    address: article(1),
    quote: 'Buy',
  } as const;
  const given = withExamples([one({ target })], { targets: { unit: 'element', selector: 'p' } });
  expect(refused(given.examples, { targets: given.targets })).toBe('');
  expect(termsFault(given, { chainId: info.chainId, escrow: info.escrow }, info.tokens)).toBe(
    'Example 1 quotes another text than that of its key.',
  );
});
