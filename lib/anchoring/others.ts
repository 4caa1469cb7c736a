import { besideLetters, seenAt } from './beside.ts';
import { lostAt } from './borders.ts';
import type { PageText } from './page-text.ts';
import type { Sought } from './sought.ts';

/** As which of the quote's other places one is told. */
export interface Told {
  /** -1 where it is none that is known. */
  other: number;
  /** On how many sides, 0 to 2. */
  sides: number;
}
export const toldAsNone: Told = { other: -1, sides: 0 };

/** A context fits by accident a little better than it did. */
const slack = 2;

/**
 * As which other place the one is told that has the quote from the letter `start` on. What is beside it within the label's block counts
 * double. What is round a block can change, and become what is round another one: a side counts one less where the other one is as it was
 * round the label, beyond its block, and round none of the others.
 *
 * @param fits how well the label's context does
 */
export function toldAt(
  text: PageText,
  start: number,
  sought: Sought,
  fits?: readonly [number, number],
): Told {
  const { letters, from, to, others, rivals } = sought;
  if (others.length === 0) return toldAsNone;
  const { beside, same } = seenAt(text, start, sought);
  const here = fits ?? same;
  const all = [from, letters.length - to];
  const block = sought.block ?? all;
  const isOwn = (side: number) =>
    here[side]! >= Math.min(0.75 * all[side]!, block[side]! + besideLetters) &&
    rivals.every((rival) => here[side]! > rival[side]! + slack);
  let told = toldAsNone;
  for (const [other, its] of others.entries()) {
    let sides = 0;
    for (let side = 0; side < 2; side++)
      if (its[side] !== 0 && its[side] === beside[side]) sides += here[side]! < block[side]! ? 2 : 1;
    for (let side = 0; side < 2 && sides > 0; side++)
      if (its[side] !== 0 && its[side] !== beside[side] && isOwn(side)) sides--;
    if (sides > told.sides) told = { other, sides: Math.min(2, sides) };
  }
  return told;
}

/**
 * Whether all other places of the quote are known and there are as many places as there were. In labels that do not say what was beside these,
 * one that looked like the label's on a whole side is not told from it surely enough: a change on the other side could make the one look like
 * the other.
 */
export function knowsOthers({ copies, others, rivals, letters, from, to }: Sought, now: number): boolean {
  if (copies < 2 || now !== copies) return false;
  if (others.length > 0) return others.length === copies - 1;
  return (
    rivals.length === copies - 1 &&
    rivals.every(([before, after]) => before < from && after < letters.length - to)
  );
}

/**
 * Of the places of a quote, those that may be the label's though nothing else led there: none that is told as another one. If not all others
 * are known, the label's block has to stand there.
 */
export function* openPlaces(
  text: PageText,
  sought: Sought,
  places: readonly number[],
  toldOf: (start: number) => Told,
): Iterable<number> {
  const isKnown = knowsOthers(sought, places.length) || places.length <= sought.others.length + 1;
  for (const start of places)
    if ((isKnown || isBlockAt(text, start, sought)) && toldOf(start).sides === 0) yield start;
}

function isBlockAt(text: PageText, start: number, sought: Sought): boolean {
  const { letters, from, to, block } = sought;
  if (block === undefined) return false;
  const [before, after] = block;
  for (let at = from - before; at < to + after; at++)
    if (text.letters[start - from + at] !== letters[at]) return false;
  const end = start + to - from;
  return lostAt(text, { start, end, quote: to - from, before, after }, sought) === 0;
}
