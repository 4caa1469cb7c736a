import { above, isElement, isText } from '../../../lib/anchoring/tree.ts';
import { Walk } from '../../../lib/anchoring/walk.ts';
import type { Box } from '../chips/places.ts';
import { type Flow, flowOf } from '../layer/flow.ts';

/** A passage on more lines is not drawn further. */
const mostRects = 300;

/** Words of one text node in one line. */
export interface Line extends Box {
  node: Text;
  flow: Flow;
}

/** The text nodes of a range that hold more than blanks, with the part of each that lies in it. */
function textsIn({ startContainer, startOffset, endContainer, endOffset }: Range, root: Node) {
  const texts: { node: Text; from: number; to: number }[] = [];
  if (!isText(startContainer)) return texts;
  const walk = new Walk(root, startContainer);
  for (let node: Text | null = startContainer; node !== null; node = walk.nextText()) {
    const from = node === startContainer ? startOffset : 0;
    const to = node === endContainer ? endOffset : node.length;
    if (node.data.slice(from, to).trim() !== '') texts.push({ node, from, to });
    if (node === endContainer || texts.length > mostRects) break;
  }
  return texts;
}

/**
 * Where the words of a range are in the viewport, a box per line and text node. A range's own boxes hold those of whole
 * elements in it, which are larger than their words.
 */
export function rectsOf(range: Range, root: Node): Line[] {
  const rects: Line[] = [];
  const part = new Range();
  for (const { node, from, to } of textsIn(range, root)) {
    part.setStart(node, from);
    part.setEnd(node, to);
    const round = above(node);
    const flow = round !== null && isElement(round) ? flowOf(round) : 'ltr';
    for (const { left, top, right, bottom } of part.getClientRects())
      if (right - left > 0 && bottom - top > 0 && rects.length < mostRects)
        rects.push({ left, top, right, bottom, node, flow });
  }
  return rects;
}
