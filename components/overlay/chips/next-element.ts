import type { Followed } from './follow-elements.ts';

/** Where an element stands in reading order: lines from above, and in a line from the left. In the layer's coordinates. */
export interface Spot {
  top: number;
  left: number;
  order: number;
}

export interface Next {
  followed: Followed;
  element: Element;
  spot: Spot;
}

/**
 * The element after (or before) a spot, as they are seen: a list that uses its nodes again has them in another order.
 * @param origin of the layer in the viewport
 */
export function nextElement(
  all: readonly Followed[],
  from: Spot,
  step: 1 | -1,
  origin: { left: number; top: number },
): Next | undefined {
  let best: Next | undefined;
  for (const followed of all)
    for (const element of followed.matches) {
      const { left, top, width, height } = element.getBoundingClientRect();
      if (width < 1 || height < 1) continue;
      const spot = { top: top - origin.top, left: left - origin.left, order: followed.order };
      const isOnTheWay = step * compare(spot, from) > 0;
      if (isOnTheWay && (best === undefined || step * compare(spot, best.spot) < 0))
        best = { followed, element, spot };
    }
  return best;
}

const compare = (one: Spot, other: Spot): number =>
  apart(one.top, other.top) || apart(one.left, other.left) || one.order - other.order;

/** Scrolling rounds: less than a pixel is no distance. */
const apart = (one: number, other: number): number => (Math.abs(one - other) < 1 ? 0 : one - other);
