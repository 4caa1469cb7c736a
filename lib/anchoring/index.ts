/** Text labeled in a page, found again when the page has changed: docs/anchoring.md. Pure DOM. */
import { type Anchored, place } from './anchor.ts';
import { currentText } from './current.ts';
import { describeRange, lettersOfRange } from './describe.ts';
import type { Selector } from './selector.ts';
import { finish, finishInSlices, type Work } from './slices.ts';

/** What the page, or a part of it, is searched below: an element, a document, a shadow root. */
type Root = ParentNode & Node;

/**
 * The selectors that find a range again: JSON, cheapest first.
 *
 * @returns none when no letter lies in the range, more than 4,000 do, or it does not lie below `root`
 */
export function describe(range: AbstractRange, root: Root): Selector[] {
  try {
    return describeRange(range, root) ?? [];
  } catch {
    return [];
  }
}

/** Where a range is now, in letters from the start of `root`: what `describe` says of it first, and quickly. */
export function lettersAt(range: AbstractRange, root: Root): { start: number; end: number } | undefined {
  try {
    return lettersOfRange(range, root);
  } catch {
    return undefined;
  }
}

/**
 * Reads what has changed before somebody marks it: `describe` and `lettersAt` read the whole page at once where nobody has read
 * it since. A few milliseconds lie between two yields.
 */
export function* readAhead(root: Root): Generator<undefined, void, undefined> {
  try {
    for (const _ of currentText(root)) yield;
  } catch {
    // Who describes then reads it.
  }
}

/**
 * Finds labels again, all together: they tell each other's places.
 *
 * @param labels what `describe` gave; whatever else stands there is not found, and nothing is thrown
 * @returns in the same order; null where a label is not, or not surely enough, in the page
 */
export function anchor(root: Root, labels: readonly (readonly Selector[])[]): (Range | null)[] {
  return finish(placeAll(root, labels)).map((found) => found?.range ?? null);
}

/**
 * As `anchor`, in slices and with how sure each place is. What changes meanwhile is not looked at again, but no range is
 * given that holds other text than was found.
 *
 * @param rest called every few milliseconds; when it gives a promise, that is waited for
 */
export function anchorInSlices(
  root: Root,
  labels: readonly (readonly Selector[])[],
  rest: () => Promise<unknown> | undefined,
): Promise<(Anchored | undefined)[]> {
  return finishInSlices(placeAll(root, labels), rest);
}

/** A page may be in a state that nobody foresaw: then nothing is found there, and nothing is thrown into it. */
function* placeAll(root: Root, labels: unknown): Work<(Anchored | undefined)[]> {
  const given: readonly unknown[] = Array.isArray(labels) ? labels : [];
  try {
    return yield* place(root, given);
  } catch {
    return given.map(() => undefined);
  }
}
