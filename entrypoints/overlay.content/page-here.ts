/** The page's address and the one it calls canonical, as the background needs them to find its tasks. */
export function pageHere(page: Document): { location: string; canonical?: string } {
  const named = page.querySelector<HTMLLinkElement>('link[rel~="canonical" i][href]')?.href;
  const { href } = page.location;
  return named === undefined ? { location: href } : { location: href, canonical: named };
}
