import { parseValue } from '../protocol/api/json.ts';
import { pagePattern, patternParts } from '../protocol/terms/pattern.ts';

const most = 50;

/** The folder of a path: `/news/a` → `/news/`. */
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

function sharedFolder(paths: readonly string[]): string {
  const [first = '/', ...others] = paths.map(folderOf);
  const steps = first.split('/').slice(0, -1);
  let shared = steps.length;
  for (const other of others) {
    const theirs = other.split('/').slice(0, -1);
    let same = 0;
    while (same < shared && steps[same] === theirs[same]) same += 1;
    shared = same;
  }
  return `${steps.slice(0, shared).join('/')}/`;
}

/** One page at the top of a site does not mean the whole site. */
function sharedPath(paths: readonly string[]): string {
  const folder = sharedFolder(paths);
  const [first = '/'] = paths;
  return folder === '/' && paths.every((path) => path === first) ? first : folder;
}

/**
 * Patterns that hold example addresses: one per site, the deepest folder that all its examples share; of a single page at
 * the top of its site, what begins like it. Never more than
 * one site each, so that no example leads to a pattern of all sites.
 */
export function patternsOf(examples: readonly string[]): string[] {
  const sites = new Map<string, string[]>();
  for (const example of examples) {
    if (!URL.canParse(example)) continue;
    const { protocol, origin, pathname } = new URL(example);
    if (protocol !== 'http:' && protocol !== 'https:') continue;
    sites.set(origin, [...(sites.get(origin) ?? []), pathname]);
  }
  return [...sites].map(([origin, paths]) => `${origin}${sharedPath(paths)}*`).slice(0, most);
}

/** Names under which anybody may register a site, as far as they look alike: `co.uk`, `com.au`. */
const registry = /^(?:ac|co|com|edu|go|gob|gov|ne|net|or|org)\.[a-z]{2}$/;

const meansAll = /^(?:<all_urls>|(?:\*|https?):\/\/\*?(?:[/:]|$))/;

/** Whether a pattern means all sites, or all of a whole part of the web. */
export function isAllSites(pattern: string): boolean {
  if (meansAll.test(pattern)) return true;
  const host = /^(?:\*|https?):\/\/\*\.([a-z0-9.-]+)/.exec(pattern)?.[1] ?? '';
  if (host !== '' && (!host.includes('.') || registry.test(host))) return true;
  if (!parseValue(pagePattern, pattern).ok) return false;
  const parts = patternParts(pattern);
  return parts.subdomains && registry.test(parts.host);
}
