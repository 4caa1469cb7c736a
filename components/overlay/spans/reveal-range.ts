import { above, isElement } from '../../../lib/anchoring/tree.ts';

/** What is nearer to the viewport's edge may lie under a bar of the page. */
const marginPx = 80;

/** The edges between which something is seen, in the viewport. */
interface Band {
  top: number;
  bottom: number;
}

/** Whole, or of what is taller its beginning in the upper half. */
const isIn = ({ top, bottom }: Band, band: Band): boolean =>
  top >= band.top &&
  (bottom <= band.bottom || (bottom - top > band.bottom - band.top && top < (band.top + band.bottom) / 2));

const overflowOf = (element: Element): string => getComputedStyle(element).getPropertyValue('overflow-y');

/** What scrolls by itself in the page around a node, from within. What `body` says, the viewport does where the root says nothing. */
function* scrollersAround(node: Node): Generator<Element> {
  const root = document.documentElement;
  for (let at = above(node); at !== null && at !== root; at = above(at)) {
    if (!isElement(at) || (above(at) === root && overflowOf(root) === 'visible')) continue;
    if (/auto|scroll/.test(overflowOf(at)) && at.scrollHeight > at.clientHeight) yield at;
  }
}

/** Brings text into view, where it is not: in the viewport, and in what scrolls by itself around it. */
export function revealRange(range: Range | undefined): void {
  if (range === undefined) return;
  const seen = () => range.getBoundingClientRect();
  const view = () => ({ top: marginPx, bottom: innerHeight - marginPx });
  const scrollers = [...scrollersAround(range.startContainer)];
  if (isIn(seen(), view()) && scrollers.every((one) => isIn(seen(), one.getBoundingClientRect()))) return;
  let round: Node | null = range.startContainer;
  while (round !== null && !isElement(round)) round = above(round);
  round?.scrollIntoView({ block: 'center', behavior: 'instant' });
  // In an element that is larger than what it is scrolled in, its middle may be far from the text.
  for (const one of scrollers) {
    const { top, bottom } = one.getBoundingClientRect();
    if (!isIn(seen(), { top, bottom }))
      one.scrollBy({ top: seen().top - top - (bottom - top) / 3, behavior: 'instant' });
  }
  if (!isIn(seen(), view())) scrollBy({ top: seen().top - innerHeight / 3, behavior: 'instant' });
}
