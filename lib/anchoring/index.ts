/** Text labeled in a page, found again when the page has changed: docs/anchoring.md. Pure DOM. */
import { type Anchored, place } from './anchor.ts';
import { describeRange } from './describe.ts';
import type { Selector } from './selector.ts';
import { finish, finishInSlices } from './slices.ts';

/** What the page, or a part of it, is searched below: an element, a document, a shadow root. */
type Root = ParentNode & Node;

/**
 * The selectors that find a range again: JSON, cheapest first.
 *
 * @returns undefined when no letter lies in the range, more than 4,000 do, or it does not lie below `root`
 */
export function describe(range: AbstractRange, root: Root): Selector[] | undefined {
  return describeRange(range, root);
}

/**
 * Finds labels again, all together: they tell each other's places.
 *
 * @returns in the same order; undefined where a label is not, or not surely enough, in the page
 */
export function anchor(root: Root, labels: readonly (readonly Selector[])[]): (Anchored | undefined)[] {
  return finish(place(root, labels));
}

/**
 * As `anchor`, for long pages. What changes meanwhile is not looked at again, but no range is given that holds other text than was found.
 *
 * @param rest called every few milliseconds; when it gives a promise, that is waited for
 */
export function anchorInSlices(
  root: Root,
  labels: readonly (readonly Selector[])[],
  rest: () => Promise<unknown> | undefined,
): Promise<(Anchored | undefined)[]> {
  return finishInSlices(place(root, labels), rest);
}
