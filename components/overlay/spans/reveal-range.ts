import { above, isElement } from '../../../lib/anchoring/tree.ts';

/** What is nearer to the viewport's edge may lie under a bar of the page. */
const marginPx = 80;

/** Brings text into view, where it is not. */
export function revealRange(range: Range | undefined): void {
  if (range === undefined) return;
  const { top, bottom } = range.getBoundingClientRect();
  if (top >= marginPx && bottom <= innerHeight - marginPx) return;
  let round: Node | null = range.startContainer;
  while (round !== null && !isElement(round)) round = above(round);
  round?.scrollIntoView({ block: 'center', behavior: 'instant' });
  const after = range.getBoundingClientRect();
  // In an element that is larger than the viewport its middle may be far from the text.
  if (after.top < marginPx || after.bottom > innerHeight - marginPx)
    scrollBy({ top: after.top - innerHeight / 3, behavior: 'instant' });
}
