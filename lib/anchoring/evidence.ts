import type { Fit } from './align.ts';
import type { Told } from './others.ts';
import type { Pattern, Sought } from './sought.ts';

export interface Candidate extends Fit {
  /** The label's path leads here. */
  path: boolean;
  /** Nothing is drawn here, while another candidate is seen. */
  hidden: boolean;
  /** How much of the rest of the label's block of text is not here: 0 to 2. */
  lost: number;
  /** As which of the quote's other places it is told, and on how many sides: 0 to 2. */
  told: Told;
}

/** What the page as a whole says about a label. */
export interface Surroundings {
  /** How many places have the quote now. */
  copies: number;
  /** Letters of context, on the poorer side, round a place where the quote is not: it may have been taken out there. */
  hole: number;
  /** The first letter of the one place that is none of the quote's others, when all of these stand as they stood. */
  remaining?: number | undefined;
}

/** Context beyond these letters says little more. */
const enough = 10;
const told = (letters: number): number => 1 - Math.exp(-Math.max(0, letters) / enough);
/** Of 1; where the page ended there was nothing to fit. */
const share = (fits: number, all: number): number => (all === 0 ? 1 : fits / all);
const toldOf = (fits: number, all: number): number => (all === 0 ? 1 : told(fits) / told(all));

/** A rival's context fits by accident a little better than it did. */
const slack = 2;

export const isExact = ({ quote }: Fit, { from, to }: Pattern): boolean => quote === to - from;

/** The whole pattern stands here, letter by letter. */
export const isWhole = (fit: Fit, pattern: Pattern): boolean =>
  isExact(fit, pattern) && fit.before >= pattern.from && fit.after >= pattern.letters.length - pattern.to;

/** Half of the quote's letters are what any two texts share. */
export const isPossible = ({ quote }: Fit): boolean => quote > 0;

/** Another place of the page looked the same when the label was made, as far as its context reaches. */
export const isTwin = ({ rivals, letters, from, to }: Sought): boolean =>
  rivals.some(([before, after]) => before >= from && after >= letters.length - to);

/**
 * What speaks for a place, in nats, by its text alone; 0 is as likely as not. The weights are fitted on changed pages (docs/anchoring.md);
 * each has the sign that reason gives it.
 */
export function evidence(
  candidate: Candidate,
  sought: Sought,
  { copies, hole, remaining }: Surroundings,
): number {
  const { letters, from, to, rivals } = sought;
  const { quote, before, after } = candidate;
  const length = to - from;
  const exact = quote === length;
  const wrong = (length - quote) / 2 / length;
  const behind = letters.length - to;
  const [tellsBefore, tellsAfter] = [toldOf(before, from), toldOf(after, behind)];
  const [fitsBefore, fitsAfter] = [share(before, from), share(after, behind)];
  const alone = sought.copies === 1;
  const better = Math.min(99, ...rivals.map(([b, a]) => Math.max(before - b, after - a)));
  const rival = better <= slack;
  let sum = 0.79 - 14.4 * Math.max(0, wrong - 0.25);
  sum += 1.01 * (tellsBefore + tellsAfter) + 0.2 * (fitsBefore + fitsAfter) + 1.14 * told(better);
  if (candidate.path) sum += 1.35;
  sum -= 3.3 * candidate.lost;
  if (candidate.hidden) sum -= 1.75;
  sum -= 2 * candidate.told.sides;
  sum -= likeness(candidate, sought);
  if (rival) sum -= 1.35 + 0.92 * (1 - Math.max(tellsBefore, tellsAfter));
  if (!alone) sum += 1.05;
  if (!exact) sum += 4.68 * Math.min(1, Math.max(0, quote) / 64);
  else if (alone && copies <= 1) sum += 3.59;
  sum -= 2.07 * Math.min(1, hole / 24) * (1 - Math.min(fitsBefore, fitsAfter));
  if (exact && remaining !== undefined) sum += candidate.start === remaining ? 4.3 : -4.3;
  if (!alone && copies < sought.copies) sum -= 2.57 * (1 - Math.min(+(before >= from), +(after >= behind)));
  return sum;
}

/** How surely this is one of the quote's other places, 0 to 1: its context breaks off on both sides where it did there. */
function likeness({ before, after }: Fit, { letters, from, to, rivals }: Sought): number {
  const tells = (fits: number, all: number) => (fits < all - slack ? told(fits) : 0);
  const like = rivals.filter(([b, a]) => Math.abs(before - b) <= slack && Math.abs(after - a) <= slack);
  return Math.max(0, ...like.map(([b, a]) => Math.max(tells(b, from), tells(a, letters.length - to))));
}

/** What the label's neighbours say about a place. */
export interface Neighbours {
  /** How much farther or less far than the nearer of its neighbours the text here has moved, as `jump`. */
  jump: number;
  /** The text on both sides has moved exactly as far. */
  alongside: boolean;
  /** It lies between those between which it lay. */
  inOrder: boolean;
  /** Share of the other labels whose quote was changed, 0 to 1. */
  changed: number;
}

/** 0 to 1, by the logarithm of a distance in letters. */
export const jumpOf = (distance: number): number => Math.min(12, Math.log2(1 + Math.abs(distance))) / 12;

/** What the neighbours add to the evidence. */
export function neighbourly({ jump, alongside, inOrder, changed }: Neighbours, exact: boolean): number {
  return (
    -1.37 * jump +
    (inOrder ? 0.99 : 0) +
    (alongside ? 3 : 0) -
    (exact ? 2.97 * changed : 6.95 * (1 - changed))
  );
}
