import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseValue } from '../../../lib/protocol/api/json.ts';
import type { Target } from '../../../lib/protocol/target/target.ts';
import { fitsTargets } from '../../../lib/protocol/terms/fits.ts';
import { elementSelector, keyAttribute } from '../../../lib/protocol/terms/selector.ts';
import type { Terms } from '../../../lib/protocol/terms/terms.ts';

const reads = (selector: unknown) => parseValue(elementSelector, selector).ok;

test.each([
  'article',
  '.post',
  '#feed',
  '[data-id]',
  'article.post[data-post-id]',
  'main > .feed li.row',
  'table#t.wide > tbody > tr',
  'my-post',
  '._a.b--c.D_9',
  '[lang|="es"], [class~="post"], [href^="/p/"], [id$="x"]',
  '[data-kind="año, “nuevo” > 1"]',
])('%s says which elements', (selector) => {
  expect(reads(selector)).toBe(true);
});

test.each([
  '',
  ' ',
  '*',
  '* > a',
  'a:has(b)',
  'a:not(b)',
  'p:nth-child(2n)',
  'a::before',
  ':root',
  'A',
  'ns|a',
  'a >b',
  'a>b',
  'a  b',
  ' a',
  'a ',
  '> a',
  'a >',
  'a, ',
  'a,b',
  ', a',
  'a + b',
  'a ~ b',
  'a || b',
  '.1a',
  '#',
  'a.',
  '.\\31 a',
  '[data-id',
  '[data-id=a]',
  "[data-id='a']",
  '[data-id="a\\"]',
  '[data-id="a"b"]',
  '[data-id="a" i]',
  '[data-id="a\nb"]',
  '[data-id="\u202ea"]',
  '[DATA-ID]',
  '[onclick] { color: red }',
  'a/**/b',
  '@media',
  'a;b',
  'a}b',
  'a b c d e',
  'a, b, c, d, e',
  '.a.b.c.d.e',
  `[a="${'x'.repeat(101)}"]`,
  'a'.repeat(301),
  7,
  null,
  ['a'],
])('%j is refused', (selector) => {
  expect(reads(selector)).toBe(false);
});

test('whatever is read has no more than four alternatives of four steps, and none of the costly parts', () => {
  const bits = fc.constantFrom('a', '.b', '#c', '[d]', '[e="f"]', ' ', ' > ', ', ', ':has(', ')', '*', '+');
  const property = fc.property(fc.array(bits, { maxLength: 24 }), (list) => {
    const selector = list.join('');
    if (!reads(selector)) return;
    expect(selector).not.toMatch(/[*:+()]/);
    const alternatives = selector.split(', ');
    expect(alternatives.length).toBeLessThanOrEqual(4);
    for (const one of alternatives) expect(one.replaceAll('> ', '').split(' ').length).toBeLessThanOrEqual(4);
  });
  fc.assert(property, { numRuns: 2000 });
});

test('a long text is refused in one look', () => {
  for (const part of ['a', '.a', 'a ', '[a', 'a > ', '[a="'])
    expect(reads(part.repeat(1_000_000))).toBe(false);
});

test('a key is an attribute that names, never one that holds what somebody wrote', () => {
  const readsKey = (key: unknown) => parseValue(keyAttribute, key).ok;
  for (const key of ['id', 'itemid', 'data-id', 'data-post-id', 'data-1'])
    expect(readsKey(key), key).toBe(true);
  for (const key of ['', 'value', 'href', 'class', 'data-', 'data--a', 'DATA-ID', 'data-a ', 'onclick', 7])
    expect(readsKey(key), String(key)).toBe(false);
});

test('a target has the unit and the kind of key that the terms say', () => {
  const page: Terms['targets'] = { unit: 'page' };
  const named: Terms['targets'] = { unit: 'element', selector: 'p', key: 'id' };
  const digested: Terms['targets'] = { unit: 'element', selector: 'p' };
  const address = 'https://news.example/a';
  const whole: Target = { unit: 'page', unitKey: 'page', address };
  const byName: Target = { unit: 'element', unitKey: 'post-7', address, quote: '' };
  const byText: Target = { ...byName, unitKey: `text1-${'a'.repeat(64)}` };
  const fits = [page, named, digested].map((targets) =>
    [whole, byName, byText].map((target) => fitsTargets(targets, target)),
  );
  expect(fits).toEqual([
    [true, false, false],
    [false, true, false],
    [false, false, true],
  ]);
});
