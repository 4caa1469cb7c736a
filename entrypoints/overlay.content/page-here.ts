import type { PageHere } from '../../lib/messages.ts';

const namesIn = (address: string): string[] =>
  URL.canParse(address) ? [...new URL(address).searchParams.keys()] : [];

/** Whether the page may still bear this name: its path is the same, and what the name says of its query. */
const isStill = (canonical: string, at: URL, here: URL): boolean =>
  at.pathname === here.pathname &&
  namesIn(canonical).every((name) => at.searchParams.get(name) === here.searchParams.get(name));

/**
 * Tells a page's address and the one it calls canonical, as the background needs them to find its tasks. A page that goes on
 * without loading calls itself what it was before, for a moment or for ever: a name counts only where it was first met.
 */
export function followPage(page: Document): () => PageHere {
  let known: { canonical: string | undefined; at: URL } | undefined;
  return () => {
    const canonical = page.querySelector<HTMLLinkElement>('link[rel~="canonical" i][href]')?.href;
    const { href } = page.location;
    const here = new URL(href);
    if (known === undefined || known.canonical !== canonical) known = { canonical, at: here };
    return canonical === undefined || !isStill(canonical, known.at, here)
      ? { location: href }
      : { location: href, canonical };
  };
}
