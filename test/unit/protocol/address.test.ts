import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
  canonicalAddress,
  isCanonicalAddress,
  isPlainAddress,
  maxAddress,
  pageAddress,
} from '../../../lib/protocol/target/address.ts';

const urls = fc
  .tuple(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string({ maxLength: 20 }))
  .map(([url, more]) => url + more);
const kept = fc.subarray(['id', 'a', 'lang', '']);

test('a canonical address is canonical: once more changes nothing, and it may stand in a label', () => {
  const property = fc.property(urls, kept, (url, keep) => {
    const address = canonicalAddress(url, undefined, keep);
    fc.pre(address !== undefined);
    expect(canonicalAddress(address, undefined, keep)).toBe(address);
    expect(canonicalAddress(url, address, keep)).toBe(address);
    expect(v.is(pageAddress, address)).toBe(true);
  });
  fc.assert(property, { numRuns: 500 });
});

test('it has no fragment, no credentials and only the parameters that the terms keep, sorted by name', () => {
  const names = fc.constantFrom('id', 'a', 'utm_source', 'token', 'lang');
  const query = fc.array(fc.tuple(names, fc.string({ maxLength: 5 })), { maxLength: 8 });
  const property = fc.property(query, kept, fc.string(), (parameters, keep, fragment) => {
    const search = new URLSearchParams(parameters);
    const url = `https://me:secret@news.example/a?${search}#${fragment}`;
    const address = canonicalAddress(url, undefined, keep) ?? '';
    expect(address).not.toMatch(/#|secret|me:/);
    const wanted = [...search].filter(([name]) => keep.includes(name));
    wanted.sort(([first], [second]) => (first < second ? -1 : first > second ? 1 : 0));
    expect([...new URL(address).searchParams]).toEqual(wanted);
    if (wanted.length === 0) expect(address).toBe('https://news.example/a');
  });
  fc.assert(property);
});

test('an address that is plain is one that parsing gives back, in the same parts', () => {
  const pieces = fc.constantFrom(
    ...[
      'https://',
      'http://',
      'a',
      'xn--',
      '-',
      '--',
      '.',
      '..',
      '/',
      '//',
      '/.',
      '/..',
      '%2e',
      '%',
      '?',
      '=',
      '&',
      '+',
    ],
    ...[
      '1',
      '0x7f',
      ':443',
      ':8080',
      '@',
      '#',
      '\\',
      ' ',
      '^',
      '~',
      '_',
      '|',
      '"',
      "'",
      'B',
      'é',
      'news.example',
      'id=7',
    ],
  );
  const near = fc.array(pieces, { maxLength: 12 }).map((some) => some.join(''));
  let plain = 0;
  const property = fc.property(
    fc.oneof(
      near,
      near.map((some) => `https://news.example/${some}`),
      urls,
    ),
    (address) => {
      if (!isPlainAddress(address)) return;
      plain++;
      const url = new URL(address);
      expect(url.href).toBe(address);
      expect(url.username + url.password + url.hash).toBe('');
      expect(v.is(pageAddress, address)).toBe(true);
    },
  );
  fc.assert(property, { numRuns: 20_000 });
  expect(plain).toBeGreaterThan(500);
});

test('the order and the rest of the query do not make another page', () => {
  const keep = ['id', 'lang'];
  const wanted = 'https://news.example/a?id=7&lang=es';
  for (const url of [
    'https://news.example/a?lang=es&utm=1&id=7#top',
    'HTTPS://NEWS.example:443/b/../a?id=7&lang=es',
  ])
    expect(canonicalAddress(url, undefined, keep)).toBe(wanted);
});

test('rel=canonical of the same origin wins, and may be relative', () => {
  const own = 'https://news.example/amp/a?x=1';
  expect(canonicalAddress(own, 'https://news.example/a', [])).toBe('https://news.example/a');
  expect(canonicalAddress(own, '/a?id=7&y=2#z', ['id'])).toBe('https://news.example/a?id=7');
  expect(canonicalAddress(own, '', [])).toBe('https://news.example/amp/a');
});

test.each([
  'https://other.example/a',
  'http://news.example/a',
  'https://news.example:8443/a',
  'https://www.news.example/a',
  '//other.example/a',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:https://news.example/1',
  'https://',
  'http://[',
])('rel=canonical of another origin is ignored: %s', (canonical) => {
  expect(canonicalAddress('https://news.example/b', canonical, [])).toBe('https://news.example/b');
});

test.each([
  'about:blank',
  'file:///etc/passwd',
  'data:text/html,x',
  'blob:https://news.example/1',
  'chrome-extension://abc/page.html',
  'not an address',
  '',
])('what is no page of the web has no address: %s', (location) => {
  expect(canonicalAddress(location, undefined, [])).toBeUndefined();
  expect(canonicalAddress(location, 'https://news.example/a', [])).toBeUndefined();
});

test('an address that no label could carry is none', () => {
  const long = `https://news.example/${'a'.repeat(maxAddress)}`;
  expect(canonicalAddress(long, undefined, [])).toBeUndefined();
  expect(canonicalAddress(long, '/a', [])).toBe('https://news.example/a');
  expect(v.is(pageAddress, long.slice(0, maxAddress))).toBe(true);
  expect(v.is(pageAddress, long.slice(0, maxAddress + 1))).toBe(false);
});

test.each([
  'https://news.example',
  'https://News.example/',
  'https://news.example:443/',
  'https://news.example/#',
  'https://news.example/#a',
  'https://news.example/?',
  'https://news.example/a/../b',
  'https://news.example/ü',
  'https://bücher.example/',
  'https://me@news.example/',
  'https://me:secret@news.example/',
  ' https://news.example/',
  'https://news.example/\n',
  'ftp://news.example/',
  'javascript:alert(1)',
  7,
  null,
  ['https://news.example/'],
])('only the one spelling of an address may stand in a label: %j', (value) => {
  expect(v.is(pageAddress, value)).toBe(false);
});

test('of a normalised address it is known whether it is the canonical one', () => {
  const parts = fc.array(
    fc.tuple(
      fc.constantFrom('id', 'lang', 'a', 'x.y', 'é', ''),
      fc.constantFrom('', '7', 'a-b', 'a b', '%41', '+'),
    ),
    { maxLength: 4 },
  );
  const property = fc.property(parts, fc.subarray(['id', 'lang', 'x.y', 'é', '']), (pairs, keep) => {
    const query = pairs.map(([name, value]) => `${name}=${value}`).join('&');
    const { href } = new URL(`https://news.example/a${query === '' ? '' : `?${query}`}`);
    expect(isCanonicalAddress(href, keep)).toBe(canonicalAddress(href, undefined, keep) === href);
  });
  fc.assert(property, { numRuns: 500 });
});
