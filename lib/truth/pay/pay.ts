import type { Rejection } from '../../protocol/label/refusal.ts';
import type { Hex } from '../../protocol/scalar/hex.ts';
import type { Inferred, Vote } from '../truth.ts';

/** A label whose task is settled. */
export interface PricedVote extends Vote {
  /** What its receipt reserved, in smallest units of the token. */
  price: bigint;
}

/** What a label earns: more than 0 and at most its price, or nothing with the reason and the evidence (P6). */
export type Earned =
  | { state: 'paid'; credit: bigint }
  | { state: 'rejected'; code: Rejection; evidence: string };

/** Prices the labels of settled tasks; one result per label, in the order in which they were given. */
export type PayRule = (labels: readonly PricedVote[], truth: ReadonlyMap<Hex, Inferred>) => Earned[];
