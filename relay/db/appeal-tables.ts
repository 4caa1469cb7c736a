import type { Hex } from '../../lib/protocol/scalar/hex.ts';

/** A rejected label, by its batch and its place there, whose task is to be labeled again. `rejected_epoch` and `evidence` are of the rejection. */
export interface AppealsTable {
  batch: number;
  position: number;
  campaign: Hex;
  account: Hex;
  signature: Hex;
  /** That was open when it came, and whose receipt key signs the promise. */
  epoch: number;
  decide_by: number;
  rejected_epoch: number;
  evidence: string;
  /** As the statement of that epoch says; null before, and again when that epoch is dropped. */
  outcome: 'won' | 'lost' | 'lapsed' | null;
  decided_epoch: number | null;
}

/** A settled task that was opened again by an appeal: its labels from a receipt number on are of a task of their own. */
export interface ReopenedTable {
  task: Hex;
  campaign: Hex;
  from_number: number;
  /** That it had before, the most that it takes beside them, and the price that is kept for each. */
  labels: number;
  most: number;
  price: bigint;
  /** By when the first must have come. */
  until: number;
  /** The epoch whose statement decides an appeal by it. */
  closed_epoch: number | null;
}

/** Open tasks that the catalogue calls closed for a while: nobody can tell by it which are opened again. */
export interface RestsTable {
  task: Hex;
  campaign: Hex;
  until: number;
}
