import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Mark } from './mark.ts';

export interface Asked {
  campaign: Hex;
  mark: Mark;
  /** Only what was received or settled after this epoch. */
  since: number;
}

/** Rows of an export as lines of JSON, and where the next ones begin; nothing follows without that. */
export interface Page<Place> {
  lines: string[];
  next: Place | undefined;
}
