import { isText } from '../../../lib/anchoring/tree.ts';
import { Walk } from '../../../lib/anchoring/walk.ts';

const mostNodes = 20_000;

/**
 * The first text that a person sees, read from above: where going through a text begins. Of a page that says what is its
 * main part, of that.
 */
export function pageTop(root: HTMLElement): Range | undefined {
  const main = root.querySelector('main, [role="main"], article');
  return (main && firstSeen(root, main)) ?? firstSeen(root, root);
}

function firstSeen(root: Node, from: Element): Range | undefined {
  const walk = new Walk(root, from);
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
