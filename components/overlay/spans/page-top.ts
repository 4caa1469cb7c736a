import { isText } from '../../../lib/anchoring/tree.ts';
import { Walk } from '../../../lib/anchoring/walk.ts';

const mostNodes = 20_000;

/** The first text that a person sees, read from above: where going through a text begins. */
export function pageTop(root: HTMLElement): Range | undefined {
  const walk = new Walk(root);
  const range = new Range();
  for (let nodes = 0, node = walk.nextText(); node !== null && nodes < mostNodes; node = walk.nextText()) {
    nodes += 1;
    if (!isText(node) || node.data.trim() === '') continue;
    range.selectNodeContents(node);
    const { top, bottom, width } = range.getBoundingClientRect();
    if (width > 0 && bottom > 0 && top < innerHeight) {
      range.collapse(true);
      return range;
    }
  }
  return undefined;
}
