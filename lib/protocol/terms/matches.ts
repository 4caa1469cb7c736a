import { addressParts } from '../target/address.ts';
import { type PatternParts, patternParts } from './pattern.ts';
import type { Terms } from './terms.ts';

const defaultPorts = { http: '80', https: '443' } as const;

function hostMatches({ subdomains, host }: PatternParts, hostname: string): boolean {
  return hostname === host || (subdomains && hostname.endsWith(`.${host}`));
}

function portMatches({ scheme, port }: PatternParts, actual: string): boolean {
  return actual === (port === defaultPorts[scheme] ? '' : port);
}

/** `*` stands for any text. Leftmost matches are enough, so there is no backtracking: a few passes over the text. */
function starMatcher(pattern: string): (text: string) => boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
      return false;
    const end = text.length - last.length;
    let from = first.length;
    for (const part of rest) {
      const found = text.indexOf(part, from);
      if (found < 0 || found + part.length > end) return false;
      from = found + part.length;
    }
    return true;
  };
}

function matcherOf(universe: Terms['universe']): (address: string) => boolean {
  if (universe.kind === 'list') {
    const listed = new Set(universe.addresses);
    return (address) => listed.has(address);
  }
  const patterns = universe.patterns.map((pattern) => {
    const parts = patternParts(pattern);
    return { parts, pathMatches: starMatcher(parts.path) };
  });
  return (address) => {
    const found = addressParts(address);
    if (found === undefined) return false;
    const { protocol, hostname, port, path } = found;
    return patterns.some(
      ({ parts, pathMatches }) =>
        protocol === `${parts.scheme}:` &&
        hostMatches(parts, hostname) &&
        portMatches(parts, port) &&
        pathMatches(path),
    );
  };
}

/** Terms do not change once they are read. */
const matchers = new WeakMap<Terms['universe'], (address: string) => boolean>();

/**
 * Whether a page belongs to a campaign: it is in the list, or a pattern matches its scheme, host, port, and path with
 * query (as WebExtension match patterns do).
 *
 * @param address a canonical page address (`canonicalAddress`)
 */
export function matchesUniverse(universe: Terms['universe'], address: string): boolean {
  const known = matchers.get(universe);
  if (known !== undefined) return known(address);
  const matches = matcherOf(universe);
  matchers.set(universe, matches);
  return matches(address);
}
