import { canonicalAddress } from '../protocol/target/address.ts';
import { matchesUniverse } from '../protocol/terms/matches.ts';
import type { Terms } from '../protocol/terms/terms.ts';

/** A page as it tells of itself. */
export interface Page {
  location: string;
  /** The `href` of its `link rel=canonical`, if any. */
  canonical?: string;
}

/**
 * The address under which a campaign's labelers of this page meet; undefined when the page is not of the campaign. A
 * `rel=canonical` that leads out of the campaign is ignored, so that a page can not pass for another site's.
 */
export function addressAt(page: Page, terms: Terms): string | undefined {
  const candidates = [page.canonical, undefined].map((canonical) =>
    canonicalAddress(page.location, canonical, terms.keepParameters),
  );
  return candidates.find(
    (candidate) => candidate !== undefined && matchesUniverse(terms.universe, candidate),
  );
}
