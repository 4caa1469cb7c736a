import type { Hex } from '../../lib/protocol/scalar/hex.ts';

/** How an epoch leaves a campaign's lottery; it holds once the epoch is active. */
export interface LotteriesTable {
  campaign: Hex;
  epoch: number;
  share: number;
  taken: number;
  width: number;
  since: number;
}

/** What an epoch's statement says of labels. It becomes the labels' state when the epoch is active. */
export interface SettlementsTable {
  epoch: number;
  campaign: Hex;
  number: number;
  position: number;
  state: 'held' | 'paid' | 'rejected';
  credit: bigint | null;
  code: string | null;
  evidence: string | null;
  weight: number | null;
}

/**
 * What the settlement of its task found out about a label. Of an epoch that was dropped there is nothing. Where every task has
 * one label, and pay is flat, nothing is kept: no later epoch asks.
 */
export interface FindingsTable {
  campaign: Hex;
  number: number;
  position: number;
  epoch: number;
  ref: Hex;
  key: Hex;
  body: string;
  posterior: string;
  score: number | null;
  /** The same by a gold of the requester's; null where none counts. */
  given: number | null;
  /** Whether it came after the relay had committed to its task's truth. */
  on_gold: boolean;
  /** What it owns of the dataset once it is paid. */
  weight: number;
}

/** What the labels that an epoch pays own of their campaign's dataset. */
export interface WeightsTable {
  campaign: Hex;
  epoch: number;
  key: Hex;
  pay_to: Hex;
  weight: number;
}

/** Truths that an epoch's statement commits to. They count once that epoch is active; the next one opens them. */
export interface GoldsTable {
  campaign: Hex;
  epoch: number;
  ref: Hex;
  truth: string;
  salt: Hex;
  /** The epoch whose statement opens it; null before, and again when that epoch is dropped. */
  opened_epoch: number | null;
}

/** Truths that a campaign's requester gave with the terms, which are bound to them. */
export interface GivenGoldsTable {
  campaign: Hex;
  ref: Hex;
  truth: string;
  salt: Hex;
}

/** What a campaign key began with (parts per million, imagined labels), as the first statement with its sums says. */
export interface PriorsTable {
  campaign: Hex;
  key: Hex;
  epoch: number;
  sum: number;
  count: number;
}

/** What an epoch's statement says of a task that it settles. It holds when the epoch is active. */
export interface TruthsTable {
  campaign: Hex;
  task: Hex;
  epoch: number;
  /** A body: the answers that were inferred. */
  truth: string;
  /** Parts per million, per question. */
  posterior: string;
  /** The task's labels: receipt numbers, and their places in their batches. */
  numbers: number[];
  positions: number[];
  /** Of the labels' active time. */
  median_ms: number;
  /** How far they are apart (`disagreement`), in parts per million; null in rows of before. */
  apart: number | null;
}
