import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { matchesUniverse } from '../../../lib/protocol/terms/matches.ts';
import { pagePattern, patternParts } from '../../../lib/protocol/terms/pattern.ts';

test.each([
  'https://example.org/*',
  'https://example.org/news/*',
  'https://example.org/a',
  'https://*.example.org/*/a-*',
  'http://localhost:8080/news/*',
  'http://127.0.0.1:4010/*',
  'https://xn--bcher-kva.example/%C3%BC/*',
])('a site can be asked for: %s', (pattern) => {
  expect(v.is(pagePattern, pattern)).toBe(true);
  const { scheme, subdomains, host, port, path } = patternParts(pattern);
  expect(`${scheme}://${subdomains ? '*.' : ''}${host}${port === '' ? '' : `:${port}`}${path}`).toBe(pattern);
});

test.each([
  '<all_urls>',
  '*://*/*',
  '*',
  '',
  'https://*/*',
  'https://*./*',
  'https://*.*/*',
  'https://*.com/*',
  'https://*.localhost/*',
  'https://**.example.org/*',
  'https://a.*.org/*',
  'https://example.*/*',
  'https://*example.org/*',
  '*://example.org/*',
  'file:///*',
  'ftp://example.org/*',
  'https:///*',
])('all sites, or no site, can not be asked for: %j', (pattern) => {
  expect(v.is(pagePattern, pattern)).toBe(false);
});

test.each([
  'https://example.org',
  'https://Example.org/*',
  'https://example.org:0443/*',
  'https://example.org:65536/*',
  'https://example.org:*/*',
  'https://example.org/a b',
  'https://example.org/a?b=*',
  'https://example.org/#*',
  'https://example.org/ü',
  'https://bücher.example/*',
  'https://example.org/a/../b',
  'https://me@example.org/*',
  'http://1.1/*',
  'http://*.1.1/*',
  'http://0x7f.0.0.1/*',
  'http://300.1.2.3/*',
  'https://example.org/*/*/*/*',
  `https://example.org/${'a'.repeat(300)}`,
  'https://example.org/*\n',
])('a pattern that no address could match, or that is too costly, is refused: %j', (pattern) => {
  expect(v.is(pagePattern, pattern)).toBe(false);
});

const universe = (...patterns: string[]) => ({ kind: 'pattern' as const, patterns });

test('a pattern matches the pages of its site and path, and no others', () => {
  const news = universe(
    'https://*.example.org/news/*',
    'http://localhost:8080/*',
    'https://a.example:443/x*y*z',
  );
  for (const address of [
    'https://example.org/news/',
    'https://www.example.org/news/a?id=7',
    'http://localhost:8080/',
    'https://a.example/xyz',
    'https://a.example/x1y2z?z',
  ])
    expect([address, matchesUniverse(news, address)]).toEqual([address, true]);
  for (const address of [
    'http://example.org/news/a',
    'https://example.org/news',
    'https://example.org/old/news/a',
    'https://badexample.org/news/a',
    'https://example.org.evil.example/news/a',
    'https://evil.example/example.org/news/a',
    'https://example.org:8443/news/a',
    'http://localhost/',
    'http://localhost:8081/',
    'https://a.example/xzy',
    'https://a.example/xyz1',
    'not an address',
  ])
    expect([address, matchesUniverse(news, address)]).toEqual([address, false]);
});

test('a site is matched as the URL standard takes addresses apart', () => {
  const names = fc.array(fc.constantFrom('a', 'b', 'a-b', 'example'), { minLength: 2, maxLength: 4 });
  const hosts = fc.oneof(
    names.map((some) => some.join('.')),
    fc.constantFrom('localhost', '127.0.0.1'),
  );
  const sites = fc.record({
    scheme: fc.constantFrom('http', 'https'),
    host: hosts,
    port: fc.constantFrom('', ':80', ':443', ':8080'),
  });
  let hits = 0;
  const property = fc.property(sites, sites, fc.boolean(), fc.boolean(), (asked, other, star, alike) => {
    const pattern = `${asked.scheme}://${star ? '*.' : ''}${asked.host}${asked.port}/*`;
    if (!v.is(pagePattern, pattern)) return;
    const at = alike ? { ...asked, host: star ? `a.${asked.host}` : asked.host } : other;
    const address = `${at.scheme}://${at.host}${at.port}/a?b=https://a.example/`;
    if (!URL.canParse(address)) return;
    const url = new URL(address);
    const port = new URL(`${asked.scheme}://a.example${asked.port}`).port;
    const isBelow = star && url.hostname.endsWith(`.${asked.host}`);
    const wanted =
      url.protocol === `${asked.scheme}:` && url.port === port && (url.hostname === asked.host || isBelow);
    if (wanted) hits++;
    expect([pattern, url.href, matchesUniverse(universe(pattern), url.href)]).toEqual([
      pattern,
      url.href,
      wanted,
    ]);
  });
  fc.assert(property, { numRuns: 2000 });
  expect(hits).toBeGreaterThan(300);
});

test('stars in a path match what they match as a regular expression', () => {
  const part = fc.stringMatching(/^[ab/]{0,4}$/);
  const property = fc.property(
    fc.array(part, { minLength: 1, maxLength: 4 }),
    fc.stringMatching(/^[ab/]{0,14}$/),
    (parts, rest) => {
      const expression = new RegExp(`^/${parts.join('.*')}$`);
      const address = `https://example.org/${rest}`;
      const wanted = expression.test(new URL(address).pathname);
      expect(matchesUniverse(universe(`https://example.org/${parts.join('*')}`), address)).toBe(wanted);
    },
  );
  fc.assert(property, { numRuns: 1000 });
});

test('a list has its addresses and nothing else', () => {
  const list = { kind: 'list' as const, addresses: ['https://example.org/a', 'https://example.org/b?id=7'] };
  expect(matchesUniverse(list, 'https://example.org/b?id=7')).toBe(true);
  expect(matchesUniverse(list, 'https://example.org/b')).toBe(false);
});
