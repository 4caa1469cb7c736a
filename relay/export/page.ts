import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Mark } from './mark.ts';

export interface Asked {
  campaign: Hex;
  mark: Mark;
  /** Only what was received or settled after this epoch. */
  since: number;
}

/** Where a page ends: a receipt number, or a task's id. */
export type Place = number | string;

/** Rows of an export as lines of JSON, and where the next ones begin; nothing follows without that. */
export interface Page<Of extends Place> {
  lines: string[];
  next: Of | undefined;
}
