import type { Hex } from '../../protocol/scalar/hex.ts';
import type { Earned, PayRule } from './pay.ts';
import type { Quality } from './quality.ts';

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

const evidenceOf = ({ bp, scored, golds }: Quality) =>
  `Of the agreement that a guess would have missed, ${bp} of 10000 was reached on ${scored} scored labels, ${golds} of them golds; ${least} is paid.`;

/** Pays every label by the quality of its campaign key; what is not earned stays in the campaign. */
export const betterThanGuess =
  (qualities: ReadonlyMap<Hex, Quality>): PayRule =>
  (labels) =>
    labels.map(({ key, price }) => earnedBy(price, qualities.get(key) ?? { bp: 0, scored: 0, golds: 0 }));
