import { blockOf, isBlock } from '../../../lib/anchoring/blocks.ts';
import { isText, nodeIn, treeOf } from '../../../lib/anchoring/tree.ts';
import { isUnread, Walk } from '../../../lib/anchoring/walk.ts';
import { blockEnd, type Mark } from './text-steps.ts';

/** The text round a place of the page, as far as steps from there may reach, and the text nodes that it comes from. */
export interface Reading {
  text: string;
  pieces: readonly { node: Text; from: number }[];
}

/** Units on either side; no sentence that anybody reads is longer. */
const reach = 3000;
const mostNodes = 2000;

/** The same units, so that offsets are those of the nodes: blanks of the source are no ends of lines. */
const flat = (data: string): string => data.replace(/[\s\u2028\u2029]/g, ' ');

/**
 * Reads what lies round two text nodes. Little, so that it is read anew for each act: no page's change can make it
 * stale.
 */
function readRound(first: Text, last: Text, root: Node): Reading {
  let start = first;
  const back = new Walk(root, first);
  for (let units = 0, nodes = 0; units < reach && nodes < mostNodes; nodes += 1) {
    const node = back.previousText();
    if (node === null) break;
    start = node;
    units += node.length;
  }
  let text = flat(start.data);
  const pieces = [{ node: start, from: 0 }];
  let block = blockOf(start);
  // No range reaches from one tree into another, so that words and sentences end there.
  let readTree = treeOf(start);
  let parted = false;
  let behind = start === last ? 0 : undefined;
  const walk = new Walk(root, start);
  for (let nodes = 0; nodes < 3 * mostNodes && (behind ?? 0) < reach; nodes += 1) {
    const node = walk.next();
    if (node === null) break;
    if (isBlock(node)) parted = true;
    if (!isText(node) || node.length === 0) continue;
    const own = blockOf(node);
    const tree = treeOf(node);
    if (parted || own !== block || tree !== readTree) text += blockEnd;
    block = own;
    readTree = tree;
    parted = false;
    pieces.push({ node, from: text.length });
    text += flat(node.data);
    if (behind !== undefined) behind += node.length;
    if (node === last) behind = 0;
  }
  return { text, pieces };
}

/** The first text that is read at or behind a point of the tree; the last one before, where there is none behind. */
function textAt(root: Node, container: Node, offset: number): { node: Text; offset: number } | undefined {
  if (isText(container) && !isUnread(container, root)) return { node: container, offset };
  const child = nodeIn(container, offset);
  const walk = new Walk(root, child ?? container);
  if (child !== undefined && isText(child) && !isUnread(child, root)) return { node: child, offset: 0 };
  if (child === undefined) {
    const after = walk.nextOutside();
    if (after !== null && isText(after)) return { node: after, offset: 0 };
  }
  const next = walk.nextText();
  if (next !== null) return { node: next, offset: 0 };
  const before = new Walk(root, container).previousText();
  return before === null ? undefined : { node: before, offset: before.length };
}

/** Where a point of a text node is in the reading; undefined when it was not read. */
function offsetIn({ pieces }: Reading, node: Text, offset: number): number | undefined {
  const piece = pieces.find((one) => one.node === node);
  return piece && piece.from + Math.min(offset, node.length);
}

/** The range of a mark: it begins in the node of its first unit, and ends in that of its last. */
export function rangeIn({ pieces }: Reading, { start, end }: Mark): Range | undefined {
  const at = (unit: number) => pieces.find(({ node, from }) => from <= unit && unit < from + node.length);
  const [first, last] = [at(start), at(end - 1)];
  if (first === undefined || last === undefined || treeOf(first.node) !== treeOf(last.node)) return undefined;
  const range = new Range();
  range.setStart(first.node, start - first.from);
  range.setEnd(last.node, end - last.from);
  return range;
}

/** What is read round a range, and where the range is in it. */
export function readingOf(range: AbstractRange, root: Node): { reading: Reading; mark: Mark } | undefined {
  const first = textAt(root, range.startContainer, range.startOffset);
  const last = textAt(root, range.endContainer, range.endOffset);
  if (first === undefined || last === undefined) return undefined;
  const reading = readRound(first.node, last.node, root);
  const [start, end] = [
    offsetIn(reading, first.node, first.offset),
    offsetIn(reading, last.node, last.offset),
  ];
  return start === undefined || end === undefined || start > end
    ? undefined
    : { reading, mark: { start, end } };
}
