import { type PatternParts, patternParts } from './pattern.ts';
import type { Terms } from './terms.ts';

const defaultPorts = { http: '80', https: '443' } as const;

/** Whether scheme, host and port, as a canonical address begins with them, are those of a pattern. */
function siteMatcher({ scheme, subdomains, host, port }: PatternParts): (site: string) => boolean {
  const rest = `${host}${port === '' || port === defaultPorts[scheme] ? '' : `:${port}`}`;
  const [start, itself, end] = [`${scheme}://`, `${scheme}://${rest}`, `.${rest}`];
  return (site) => site === itself || (subdomains && site.startsWith(start) && site.endsWith(end));
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
    return { siteMatches: siteMatcher(parts), pathMatches: starMatcher(parts.path) };
  });
  return (address) => {
    // Of a canonical address the path begins with the first slash behind those of the scheme, and there always is one.
    const end = address.indexOf('/', address.indexOf('://') + 3);
    const [site, path] = [address.slice(0, end), address.slice(end)];
    return patterns.some(({ siteMatches, pathMatches }) => siteMatches(site) && pathMatches(path));
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
