import type { Hex } from '../../lib/protocol/scalar/hex.ts';

/** A task of a pattern campaign that somebody has labeled, and what looks at its address have found. */
export interface ConfirmationsTable {
  task: Hex;
  campaign: Hex;
  /** SHA-256 of the address: tasks of one page are looked at together. */
  page: Hex;
  address: string;
  /** With the port, if it has one. */
  host: string;
  /** `gone` after looks enough; `unknown` may still become another, as long as there is a `next_at`; null before. */
  outcome: 'exists' | 'gone' | 'unknown' | null;
  /** As the last server that missed it said; 0 for a host without a name. */
  status: number;
  /** Looks that missed it, and looks that say nothing. */
  missed: number;
  unsure: number;
  first_missed: number | null;
  last_missed: number | null;
  /** When the outcome became what it is. */
  decided_at: number | null;
  /** When to look again; null for never. */
  next_at: number | null;
}
