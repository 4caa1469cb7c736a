import { behind, follow, lettersBefore, unitOf } from './fold.ts';
import type { PageText } from './page-text.ts';
import { holds, isText, nodeIn, treeOf } from './tree.ts';
import { isUnread, Walk } from './walk.ts';

/** Index of the piece that holds this letter. */
export function pieceOf({ pieces }: PageText, letter: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle]!.start <= letter) low = middle;
    else high = middle - 1;
  }
  return low;
}

export type Point = readonly [node: Text, offset: number];

/** Before the letter of this number. */
export function pointBefore(text: PageText, letter: number): Point {
  const { node, from, to, start } = text.pieces[pieceOf(text, letter)]!;
  return [node, from + unitOf(node.data.slice(from, to), letter - start)];
}

/** Behind the letter of this number and its marks. */
export function pointBehind(text: PageText, letter: number): Point {
  const [node, offset] = pointBefore(text, letter);
  return [node, Math.min(node.length, behind(node.data, offset))];
}

/** The range of these letters, `end` excluded; undefined when the page has other text there by now. */
export function rangeOf(text: PageText, start: number, end: number, root: Node): Range | undefined {
  const [startNode, startOffset] = pointBefore(text, start);
  const [endNode, endOffset] = pointBehind(text, end - 1);
  if (!holds(root, startNode) || !holds(root, endNode)) return undefined;
  if (treeOf(startNode) !== treeOf(endNode)) return undefined;
  const last = pieceOf(text, end - 1);
  for (let at = pieceOf(text, start), letter = start; at <= last; at++) {
    const { node, from, to } = text.pieces[at]!;
    const left = node === startNode ? Math.max(from, startOffset) : from;
    const next = follow(text.letters, letter, node.data, left, at === last ? endOffset : to);
    if (next === undefined) return undefined;
    letter = next;
    if (at === last && letter < end) return undefined;
  }
  return rangeBetween([startNode, startOffset], [endNode, endOffset]);
}

/** Both in one tree: no range reaches from one into another. */
function rangeBetween(start: Point, end: Point): Range {
  const range = new Range();
  range.setStart(...start);
  range.setEnd(...end);
  return range;
}

const allIndexes = new WeakMap<PageText, Map<Node, number>>();

/** Index of the first piece of every text node. */
function indexesOf(text: PageText): Map<Node, number> {
  let indexes = allIndexes.get(text);
  if (indexes === undefined) {
    indexes = new Map();
    for (let at = text.pieces.length - 1; at >= 0; at--) indexes.set(text.pieces[at]!.node, at);
    allIndexes.set(text, indexes);
  }
  return indexes;
}

/** How many letters stand before a point of the tree. */
export function letterAt(text: PageText, container: Node, offset: number, root: Node): number {
  const indexes = indexesOf(text);
  const { pieces } = text;
  let own = indexes.get(container);
  if (own !== undefined && isText(container)) {
    while (pieces[own + 1]?.node === container && pieces[own + 1]!.from <= offset) own++;
    const { from, to, start } = pieces[own]!;
    return start + lettersBefore(container.data.slice(from, to), offset - from);
  }
  const child = nodeIn(container, offset);
  const walk = new Walk(root, child ?? container);
  let at = child === undefined || isUnread(container, root) ? walk.nextOutside() : child;
  for (; at !== null; at = walk.next()) {
    const index = indexes.get(at);
    if (index !== undefined) return pieces[index]!.start;
  }
  return text.length;
}
