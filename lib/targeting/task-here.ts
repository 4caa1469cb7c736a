import { canonicalAddress } from '../protocol/target/address.ts';
import { pageTargetOf, type Target } from '../protocol/target/target.ts';
import { matchesUniverse } from '../protocol/terms/matches.ts';
import type { Terms } from '../protocol/terms/terms.ts';

/** A page as it tells of itself. */
export interface Page {
  location: string;
  /** The `href` of its `link rel=canonical`, if any. */
  canonical?: string;
}

/**
 * The target of a campaign's task at this page; undefined when the page is not of the campaign. A `rel=canonical` that
 * leads out of the campaign is ignored, so that a page can not pass for another site's.
 */
export function targetAt(page: Page, terms: Terms): Target | undefined {
  const candidates = [page.canonical, undefined].map((canonical) =>
    canonicalAddress(page.location, canonical, terms.keepParameters),
  );
  const address = candidates.find(
    (candidate) => candidate !== undefined && matchesUniverse(terms.universe, candidate),
  );
  return address === undefined ? undefined : pageTargetOf(address);
}
