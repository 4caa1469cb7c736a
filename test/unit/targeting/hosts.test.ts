import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalAddress } from '../../../lib/protocol/target/address.ts';
import { matchesUniverse } from '../../../lib/protocol/terms/matches.ts';
import type { Terms } from '../../../lib/protocol/terms/terms.ts';
import { hostsAbove, hostsOf, originsOf } from '../../../lib/targeting/hosts.ts';

const names = fc.array(fc.constantFrom('a', 'b', 'news', 'example', 'org', 'co'), {
  minLength: 1,
  maxLength: 4,
});
const hosts = names.map((labels) => labels.join('.'));
const schemes = fc.constantFrom('http', 'https');
const ports = fc.constantFrom('', ':8080', ':443');
const paths = fc.constantFrom('/', '/a', '/a/b', '/b?id=1');

const pattern = fc
  .tuple(schemes, fc.boolean(), hosts, ports, fc.constantFrom('/*', '/a*', '/a', '/*/b'))
  .map(
    ([scheme, star, host, port, path]) =>
      `${scheme}://${star && host.includes('.') ? '*.' : ''}${host}${port}${path}`,
  );
const address = fc
  .tuple(schemes, hosts, ports, paths)
  .map(
    (parts) => canonicalAddress(`${parts[0]}://${parts[1]}${parts[2]}${parts[3]}`, undefined, ['id']) ?? '',
  );

const universe: fc.Arbitrary<Terms['universe']> = fc.oneof(
  fc.record({
    kind: fc.constant('pattern' as const),
    patterns: fc.array(pattern, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('list' as const),
    addresses: fc.uniqueArray(address, { minLength: 1, maxLength: 4 }),
  }),
);

/** A page that is of the campaign half of the time. */
const pageOf = (given: Terms['universe']) =>
  given.kind === 'list' ? fc.oneof(fc.constantFrom(...given.addresses), address) : address;
const cases = universe.chain((given) => fc.tuple(fc.constant(given), pageOf(given)));

/** Whether a WebExtension match pattern of the form that we ask for covers an address. */
function covers(origin: string, page: string): boolean {
  const [, scheme, star, host] = /^(https?):\/\/(\*\.)?([^/*]+)\/\*$/.exec(origin) ?? [];
  const url = new URL(page);
  const below = star !== undefined && url.hostname.endsWith(`.${host}`);
  return url.protocol === `${scheme}:` && (url.hostname === host || below);
}

describe('hosts of a campaign', () => {
  it('find it from every page of it', () => {
    fc.assert(
      fc.property(cases, ([given, page]) => {
        if (!matchesUniverse(given, page)) return;
        const above = hostsAbove(new URL(page).hostname);
        expect(hostsOf(given).some((host) => above.includes(host))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('P2 the origins that joining asks for cover every page of it, name no other host and no port', () => {
    fc.assert(
      fc.property(cases, ([given, page]) => {
        const origins = originsOf(given);
        expect(new Set(origins).size).toBe(origins.length);
        for (const origin of origins) expect(origin).toMatch(/^https?:\/\/(\*\.)?[a-z0-9.-]+\/\*$/);
        if (matchesUniverse(given, page)) expect(origins.some((origin) => covers(origin, page))).toBe(true);
        const { hostname } = new URL(page);
        if (!hostsAbove(hostname).some((host) => hostsOf(given).includes(host)))
          expect(origins.some((origin) => covers(origin, page))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('are looked up from the page’s own to the top, at most one for each of its names', () => {
    expect(hostsAbove('a.b.example')).toEqual(['a.b.example', 'b.example', 'example']);
    expect(hostsAbove('localhost')).toEqual(['localhost']);
    fc.assert(
      fc.property(hosts, (host) => {
        const above = hostsAbove(host);
        expect(above[0]).toBe(host);
        expect(above).toHaveLength(host.split('.').length);
        for (const one of above) expect(host === one || host.endsWith(`.${one}`)).toBe(true);
      }),
    );
  });

  it('drop ports: Firefox’s match patterns have none', () => {
    const given = {
      kind: 'pattern',
      patterns: ['http://127.0.0.1:8080/news/*', 'https://*.b.example:444/*'],
    } as const;
    const universe = { ...given, patterns: [...given.patterns] };
    expect(originsOf(universe)).toEqual(['http://127.0.0.1/*', 'https://*.b.example/*']);
  });
});
