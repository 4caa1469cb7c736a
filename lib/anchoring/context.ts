import { align } from './align.ts';
import { type Beside, seenAt } from './beside.ts';
import { copiesOf, sameAfter, sameBefore } from './copies.ts';
import type { PageText } from './page-text.ts';

/** Letters on either side of a quote; doubled while another place shows the same. */
const leastContext = 48;
const mostContext = 384;
/** So many of a quote's copies are looked at closely, and of so many it is said what is beside them. */
const mostRivals = 6;
const mostBeside = 8;

export interface Context {
  /** The letters from here to here hold the quote and its context. */
  from: number;
  to: number;
  /** How many places have the quote. */
  copies: number;
  /** How well the context of the others that come nearest fits before and after; none that another one outdoes. */
  rivals: [before: number, after: number][];
  /** What is beside the nearest others; 0 where the same is beside this one. */
  beside: Beside[];
}

/** As much context as tells the quote from its copies, and how near these come all the same. */
export function contextOf(text: PageText, start: number, end: number): Context {
  const others = copiesOf(text, text.letters.subarray(start, end)).filter((copy) => copy !== start);
  const nearby = others
    .map((copy) => ({
      copy,
      before: sameBefore(text, start, copy, mostContext),
      after: sameAfter(text, end, copy + end - start, mostContext),
    }))
    .sort((a, b) => b.before + b.after - a.before - a.after)
    .slice(0, mostBeside);
  let size = leastContext;
  const isAlike = ({ before, after }: { before: number; after: number }) =>
    before >= Math.min(size, start) && after >= Math.min(size, text.length - end);
  while (size < mostContext && nearby.some(isAlike)) size *= 2;
  const [from, to] = wholeLetters(text, Math.max(0, start - size), Math.min(text.length, end + size));
  const pattern = { letters: text.letters.slice(from, to), from: start - from, to: end - from };
  const fits = nearby
    .slice(0, mostRivals)
    .map(({ copy }) => copy - pattern.from)
    .map((place) => align(text, pattern, place - 4, place + 4))
    .filter((fit) => fit !== undefined)
    .map(({ before, after }): [number, number] => [before, after]);
  const own = seenAt(text, start, pattern).beside;
  const beside = nearby.map(({ copy }): Beside => {
    const [before, after] = seenAt(text, copy, pattern).beside;
    return [before === own[0] ? 0 : before, after === own[1] ? 0 : after];
  });
  return { from, to, copies: others.length + 1, rivals: fits.filter(isNotOutdone), beside };
}

function isNotOutdone(
  [before, after]: readonly [number, number],
  at: number,
  all: readonly (readonly [number, number])[],
): boolean {
  return !all.some(([b, a], other) => b >= before && a >= after && (b > before || a > after || other < at));
}

const isHigh = (unit: number | undefined) => unit !== undefined && unit >> 10 === 0x36;
const isLow = (unit: number | undefined) => unit !== undefined && unit >> 10 === 0x37;

/** The same stretch, so that it halves no surrogate pair. */
export function wholeLetters({ letters, length }: PageText, start: number, end: number): [number, number] {
  const halves = (at: number) => at > 0 && at < length && isLow(letters[at]) && isHigh(letters[at - 1]);
  return [halves(start) ? start - 1 : start, halves(end) ? end + 1 : end];
}
