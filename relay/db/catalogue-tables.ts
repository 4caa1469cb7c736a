import type { Hex } from '../../lib/protocol/scalar/hex.ts';

/** What the newest version of the catalogue says of a campaign, and of which went out of it lately. */
export interface CatalogueEntriesTable {
  campaign: Hex;
  /** The version that changed it last, and the one that brought its terms. */
  version: number;
  terms_version: number;
  terms_hash: Hex;
  /** The listing but for its terms, as RFC 8785 text; null once it is not listed any more. */
  told: string | null;
}

/** Versions that devices may still have. The tag names what the whole says: after a backup another whole has another tag. */
export interface CatalogueVersionsTable {
  version: number;
  tag: string;
  made_at: number;
}
