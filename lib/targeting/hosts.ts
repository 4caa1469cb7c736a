import { patternParts } from '../protocol/terms/pattern.ts';
import type { Terms } from '../protocol/terms/terms.ts';

type Universe = Terms['universe'];

interface Site {
  scheme: 'http' | 'https';
  subdomains: boolean;
  host: string;
}

function sitesOf(universe: Universe): Site[] {
  if (universe.kind === 'pattern') return universe.patterns.map(patternParts);
  return universe.addresses.map((address) => {
    const url = new URL(address);
    return { scheme: url.protocol === 'http:' ? 'http' : 'https', subdomains: false, host: url.hostname };
  });
}

/** The host names under which a campaign is stored: a page looks its own up, and those above it. */
export const hostsOf = (universe: Universe): string[] => [
  ...new Set(sitesOf(universe).map(({ host }) => host)),
];

/** A page's host and every host above it: `a.b.example` → `a.b.example`, `b.example`, `example`. */
export function hostsAbove(hostname: string): string[] {
  const labels = hostname.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
}

/**
 * The permission origins that joining asks the browser for. Without ports: Firefox's match patterns have none
 * (MDN, "Match patterns in extension manifests"), so both browsers are asked for the same.
 */
export const originsOf = (universe: Universe): string[] => [
  ...new Set(
    sitesOf(universe).map(({ scheme, subdomains, host }) => `${scheme}://${subdomains ? '*.' : ''}${host}/*`),
  ),
];
