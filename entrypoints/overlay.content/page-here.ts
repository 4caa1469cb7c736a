import { withoutFragment } from '../../components/overlay/same-page.ts';
import type { PageHere } from '../../lib/messages.ts';

/**
 * Tells a page's address and the one it calls canonical, as the background needs them to find its tasks. A page that goes on
 * without loading calls itself what it was before, for a moment or for ever: a name counts only where it was first met.
 */
export function followPage(page: Document): () => PageHere {
  let known: { canonical: string | undefined; at: string } | undefined;
  return () => {
    const canonical = page.querySelector<HTMLLinkElement>('link[rel~="canonical" i][href]')?.href;
    const { href } = page.location;
    const at = withoutFragment(href);
    if (known === undefined || known.canonical !== canonical) known = { canonical, at };
    return canonical === undefined || known.at !== at ? { location: href } : { location: href, canonical };
  };
}
