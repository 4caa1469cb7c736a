import type { PageHere } from '../../lib/messages.ts';

/** Path and query of an address as they stand: content scripts of Firefox can not go through parameters of a `URL`. */
function partsOf(address: string): { path: string; query: string[] } {
  const [whole = ''] = address.split('#');
  const [path = '', query = ''] = whole.split('?');
  return { path, query: query === '' ? [] : query.split('&') };
}

/** Whether the page may still bear this name: its path is the same, and what the name says of its query. */
function isStill(canonical: string, before: string, now: string): boolean {
  const [name, at, here] = [canonical, before, now].map(partsOf);
  const isSame = (part: string) => at?.query.includes(part) === here?.query.includes(part);
  return at?.path === here?.path && name?.query.every(isSame) === true;
}

/**
 * Tells a page's address and the one it calls canonical, as the background needs them to find its tasks. A page that goes on
 * without loading calls itself what it was before, for a moment or for ever: a name counts only where it was first met.
 */
export function followPage(page: Document): () => PageHere {
  let known: { canonical: string | undefined; at: string } | undefined;
  return () => {
    const canonical = page.querySelector<HTMLLinkElement>('link[rel~="canonical" i][href]')?.href;
    const { href } = page.location;
    if (known === undefined || known.canonical !== canonical) known = { canonical, at: href };
    return canonical === undefined || !isStill(canonical, known.at, href)
      ? { location: href }
      : { location: href, canonical };
  };
}
