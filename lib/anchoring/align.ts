import type { PageText } from './page-text.ts';
import type { Pattern } from './sought.ts';

/** A place in the page, and how well a label fits there. A letter that fits counts 1, a fault takes 1 away. */
export interface Fit {
  /** The quote's letters in the page, `end` excluded. */
  start: number;
  end: number;
  /** Of the quote: at most its length. */
  quote: number;
  /** Of the context that reaches up to the quote: 0 when it is another one. */
  before: number;
  after: number;
}

/** Scores are counted in halves. */
const unit = 2;
/** For each letter that has come between the quote and its context: an inserted line is less than a fault in the quote. */
const between = 1;
const never = -1_000_000;

/**
 * The best place of a pattern that starts between the letters `low` and `high` of the page, both included. The whole
 * quote is aligned, and of its context as much as pays (Smith and Waterman within a band). Two letters that changed places
 * are one fault.
 */
export function align(text: PageText, pattern: Pattern, low: number, high: number): Fit | undefined {
  const { letters, from, to } = pattern;
  const band = new Band(text, letters, low, high - low + 1);
  band.open();
  for (let at = 1; at <= from; at++) band.step(at, 0, at < from ? unit : between, 0);
  const entered = band.mark();
  for (let at = from + 1; at <= to; at++) band.step(at, from, at < to ? unit : never, never);
  const begun = band.origins.slice();
  const left = band.mark();
  band.passOver();
  const best = { score: never, ended: 0 };
  band.best(best);
  for (let at = to + 1; at <= letters.length; at++) {
    band.step(at, to, unit, never);
    band.best(best);
  }
  if (best.score <= never / 2) return undefined;
  const first = begun[best.ended]!;
  const quote = left[best.ended]! - entered[first]!;
  return {
    start: low + first + from,
    end: low + best.ended + to,
    quote: quote / unit,
    before: Math.ceil(entered[first]! / unit),
    after: Math.ceil((best.score - left[best.ended]!) / unit),
  };
}

/** Row by row the best scores of the pattern's first letters, by where the pattern would start in the page. */
class Band {
  /** In which column the pattern passed the last mark. */
  origins: Int32Array;
  #text: PageText;
  #pattern: Uint16Array;
  #low: number;
  #width: number;
  #scores: Int32Array;
  #last: Int32Array;
  #older: Int32Array;
  #lastOrigins: Int32Array;
  #olderOrigins: Int32Array;

  constructor(text: PageText, pattern: Uint16Array, low: number, width: number) {
    this.#text = text;
    this.#pattern = pattern;
    this.#low = low;
    this.#width = width;
    const room = () => new Int32Array(width);
    [this.#scores, this.#last, this.#older] = [room(), room(), room()];
    [this.origins, this.#lastOrigins, this.#olderOrigins] = [room(), room(), room()];
  }

  open(): void {
    for (let column = 0; column < this.#width; column++) {
      const place = this.#low + column;
      this.#scores[column] = place >= 0 && place <= this.#text.length ? 0 : never;
    }
  }

  /** Starts a part of the pattern here, and says how well what goes before fits. */
  mark(): Int32Array {
    for (let column = 0; column < this.#width; column++) this.origins[column] = column;
    return this.#scores.slice();
  }

  /**
   * The row of the pattern's first `at` letters.
   *
   * @param since the row of the last mark
   * @param extra what a letter takes away that only the page has; `never` when none may stand behind this row
   * @param least what it is worth to start here: `never` when nothing may be left out
   */
  step(at: number, since: number, extra: number, least: number): void {
    const [scores, last, older] = [this.#older, this.#scores, this.#last];
    const [origins, lastOrigins, olderOrigins] = [this.#olderOrigins, this.origins, this.#lastOrigins];
    const page = this.#text.letters;
    const { length } = this.#text;
    const width = this.#width;
    const letter = this.#pattern[at - 1]!;
    const earlier = at - 2 >= since ? this.#pattern[at - 2]! : -1;
    const more = extra === never ? -never : extra;
    const first = this.#low + at;
    for (let column = 0; column < width; column++) {
      const place = first + column;
      let score = never;
      let origin = column;
      if (place >= 0 && place <= length) {
        score = least;
        if (place > 0) {
          const here = page[place - 1]!;
          const on = last[column]! + (here === letter ? unit : -unit);
          if (on > score) {
            score = on;
            origin = lastOrigins[column]!;
          }
          if (here === earlier && place > 1 && page[place - 2] === letter && older[column]! > score) {
            score = older[column]!;
            origin = olderOrigins[column]!;
          }
        }
        if (column + 1 < width && last[column + 1]! - unit > score) {
          score = last[column + 1]! - unit;
          origin = lastOrigins[column + 1]!;
        }
        if (column > 0 && scores[column - 1]! - more > score) {
          score = scores[column - 1]! - more;
          origin = origins[column - 1]!;
        }
      }
      scores[column] = score;
      origins[column] = origin;
    }
    [this.#scores, this.#last, this.#older] = [scores, last, older];
    [this.origins, this.#lastOrigins, this.#olderOrigins] = [origins, lastOrigins, olderOrigins];
  }

  /** Lets letters of the page stand behind this row that the pattern does not have. */
  passOver(): void {
    for (let column = 1; column < this.#width; column++)
      if (this.#scores[column - 1]! - between > this.#scores[column]!) {
        this.#scores[column] = this.#scores[column - 1]! - between;
        this.origins[column] = this.origins[column - 1]!;
      }
  }

  /** Takes over the row's best score when it is better. */
  best(best: { score: number; ended: number }): void {
    for (let column = 0; column < this.#width; column++)
      if (this.#scores[column]! > best.score) {
        best.score = this.#scores[column]!;
        best.ended = this.origins[column]!;
      }
  }
}
