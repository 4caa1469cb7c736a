import type { Beside } from './beside.ts';
import { foldInto, roomFor } from './fold.ts';
import type { Selector } from './selector.ts';

/** A quote in its context. */
export interface Pattern {
  /** Prefix, quote and suffix, folded. */
  letters: Uint16Array;
  /** The quote is `letters[from]` up to, without, `letters[to]`. */
  from: number;
  to: number;
}

/** A label that is looked for. */
export interface Sought extends Pattern {
  /** The first letter's number when the label was made. */
  start: number | undefined;
  /** Where the quote starts in the letters of the element at this path. */
  path: { value: string; start: number } | undefined;
  /** How many places had the quote. */
  copies: number;
  /** How well the context of the nearest others fitted. */
  rivals: readonly (readonly [before: number, after: number])[];
  /** What stood beside the nearest others; none in labels that do not say it. */
  others: readonly Beside[];
  /** Letters of its block of text before and after the quote, as far as its context shows them; undefined where that shows no border. */
  block: readonly [before: number, after: number] | undefined;
}

/** Of a quote and of all that is folded with it, in units. */
export const longest = 8000;
const scratch = new Uint16Array(roomFor(2 * longest));

const isPlace = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** @returns undefined when the selectors hold no quote, or a quote without a letter: nothing could be judged by them */
export function soughtBy(selectors: readonly Selector[]): Sought | undefined {
  let found: Sought | undefined;
  for (const each of selectors)
    if (each.type === 'TextQuoteSelector') {
      const { exact, prefix, suffix } = each;
      const [line, nextLine] = [prefix.lastIndexOf('\n') + 1, suffix.indexOf('\n') + 1];
      const room = roomFor(prefix.length + exact.length + suffix.length);
      if (exact.length > longest || room > scratch.length) return undefined;
      const block = foldInto(scratch, 0, prefix, 0, line);
      const from = foldInto(scratch, block, prefix, line, prefix.length);
      const to = foldInto(scratch, from, exact, 0, exact.length);
      if (from === to) return undefined;
      const blockEnd = foldInto(scratch, to, suffix, 0, nextLine);
      const end = foldInto(scratch, blockEnd, suffix, nextLine, suffix.length);
      found = {
        letters: scratch.slice(0, end),
        from,
        to,
        start: undefined,
        path: undefined,
        copies: each.copies ?? 1,
        rivals: each.rivals ?? [],
        others: each.beside ?? [],
        block: line + nextLine === 0 ? undefined : [from - block, (nextLine === 0 ? end : blockEnd) - to],
      };
    }
  if (found === undefined) return undefined;
  for (const each of selectors)
    if (each.type === 'TextPositionSelector' && isPlace(each.start)) found.start = each.start;
    else if (each.type === 'XPathSelector' && isPlace(each.refinedBy?.start))
      found.path = { value: each.value, start: each.refinedBy.start };
  return found;
}
