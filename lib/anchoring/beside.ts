import type { PageText } from './page-text.ts';
import type { Pattern } from './sought.ts';

/**
 * What stands before and after a place where it stops being like the label, as a number each: 1 to 65,535, and 0 where there is nothing. Not
 * as text: a label says little of a page that is not round it.
 */
export type Beside = [before: number, after: number];

/** In letters. */
export const besideLetters = 8;

export interface Seen {
  beside: Beside;
  /** Letters from the quote on that are as the label's, before and after. */
  same: readonly [before: number, after: number];
}

/** What is beside the place where a quote starts with the letter `start`. */
export function seenAt({ letters, length }: PageText, start: number, pattern: Pattern): Seen {
  const { from, to } = pattern;
  const end = start + to - from;
  const [most, mostBehind] = [Math.min(from, start), Math.min(pattern.letters.length - to, length - end)];
  let before = 0;
  while (before < most && letters[start - 1 - before] === pattern.letters[from - 1 - before]) before++;
  let after = 0;
  while (after < mostBehind && letters[end + after] === pattern.letters[to + after]) after++;
  return {
    beside: [
      numberOf(letters, Math.max(0, start - before - besideLetters), start - before),
      numberOf(letters, end + after, Math.min(length, end + after + besideLetters)),
    ],
    same: [before, after],
  };
}

/** FNV, in 16 bits. */
function numberOf(letters: Uint16Array, from: number, to: number): number {
  if (from === to) return 0;
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ letters[at]!, 0x01000193);
  return 1 + (((hash >>> 16) ^ (hash & 0xffff)) % 0xffff);
}
