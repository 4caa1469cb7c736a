import type { Rejection } from '../../protocol/label/refusal.ts';
import type { Quality } from './quality.ts';

/** What a label earns: more than 0 and at most its price, or nothing with the reason and the evidence (P6). */
export type Earned =
  | { state: 'paid'; credit: bigint }
  | { state: 'rejected'; code: Rejection; evidence: string };

/** Below this quality, in basis points, a label earns nothing. */
const least = 1500;

/** Of a price: a fifth, and four fifths by quality, rounded down; nothing below the least quality. */
export function creditOf(price: bigint, bp: number): bigint {
  return bp < least ? 0n : (price * (20_000_000n + 8000n * BigInt(bp))) / 100_000_000n;
}

/** What a label earns by its key's quality. A key without any scored label earns a fifth: nothing is known against it. */
export function earnedBy(price: bigint, quality: Quality): Earned {
  if (quality.scored === 0) return { state: 'paid', credit: price / 5n };
  const credit = creditOf(price, quality.bp);
  if (credit > 0n) return { state: 'paid', credit };
  return { state: 'rejected', code: 'below-guess', evidence: evidenceOf(quality) };
}

/** The same figures stand for the key in the sums of the campaign's file. */
const evidenceOf = ({ bp, scored, golds, sum }: Quality) =>
  `scored=${scored} golds=${golds} sum=${sum} reached=${bp}`;
