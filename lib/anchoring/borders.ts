import type { Fit } from './align.ts';
import { blockOf } from './blocks.ts';
import type { PageText } from './page-text.ts';
import { pieceOf } from './place.ts';
import type { Sought } from './sought.ts';

/** A border may lie so many letters farther or less far for each letter that it is away: there can be mistakes between. */
const slack = 1 / 16;
const slackFor = (letters: number): number => Math.max(1, letters * slack);

/**
 * How much of the rest of a label's block is not round this place, 0 to 2, one for each side: a block that is moved takes the text in it
 * along, and leaves behind what stood round it. Where all of the context on a side stands, the border stands with it.
 */
export function lostAt(text: PageText, fit: Fit, { block, letters, from, to }: Sought): number {
  if (block === undefined) return 0;
  const [before, after] = block;
  const behind = letters.length - to;
  let lost = 0;
  if (fit.before < from)
    lost += lostOf(before, Math.min(from, toBlockStart(text, fit.start, before)), fit.before);
  if (fit.after < behind)
    lost += lostOf(after, Math.min(behind, toBlockEnd(text, fit.end, after)), fit.after);
  return lost;
}

/** @param fits how well the context on this side does, as `Fit` counts it */
function lostOf(then: number, now: number, fits: number): number {
  if (Math.abs(now - then) > slackFor(then)) return 1;
  return then === 0 ? 0 : Math.max(0, 1 - fits / then);
}

/** Letters from a place back to where its block starts; no more are looked at than tell that they are more than they were. */
function toBlockStart(text: PageText, start: number, then: number): number {
  const { pieces } = text;
  const enough = then + slackFor(then);
  let at = pieceOf(text, start);
  const { node } = pieces[at]!;
  while (at > 0 && start - pieces[at]!.start <= enough && inOneBlock(node, pieces[at - 1]!.node)) at--;
  return start - pieces[at]!.start;
}

/** Letters from a place on to where its block ends, looked at likewise. */
function toBlockEnd(text: PageText, end: number, then: number): number {
  const { pieces } = text;
  const enough = then + slackFor(then);
  let at = pieceOf(text, end - 1);
  const { node } = pieces[at]!;
  const left = () => (pieces[at + 1]?.start ?? text.length) - end;
  while (at + 1 < pieces.length && left() <= enough && inOneBlock(node, pieces[at + 1]!.node)) at++;
  return left();
}

const inOneBlock = (one: Text, other: Text): boolean =>
  one.parentNode === other.parentNode || blockOf(one) === blockOf(other);
