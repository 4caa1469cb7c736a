import type { Hex } from '../protocol/scalar/hex.ts';
import { qualityOf, type Score, usual } from './pay/quality.ts';

/** Whose work is known well and is good: so many scored labels, and so much quality, in basis points. */
const enoughScored = 20;
const enoughReached = 4000;
/** So many of them stand for a page by having labeled it, whatever else is known of it. One could be anybody's second account. */
const enoughVouchers = 2;

/** Whether a campaign key has standing, by its scores of earlier epochs. */
export function hasStanding(scores: readonly Score[]): boolean {
  if (scores.length < enoughScored) return false;
  const { scored, bp } = qualityOf(scores, usual);
  return scored >= enoughScored && bp >= enoughReached;
}

/**
 * Whether those who labeled a task stand for its page.
 * @param keys of its labels; an account labels a task once
 * @param scores of earlier epochs, by key
 */
export const isVouched = (keys: readonly Hex[], scores: ReadonlyMap<Hex, readonly Score[]>): boolean =>
  new Set(keys.filter((key) => hasStanding(scores.get(key) ?? []))).size >= enoughVouchers;
