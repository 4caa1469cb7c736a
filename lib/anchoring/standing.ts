import { behind, follow, followBack, unitOf } from './fold.ts';
import { elementAt, type KnownPaths } from './path.ts';
import { type Point, rangeBetween } from './place.ts';
import type { Sought } from './sought.ts';
import { treeOf } from './tree.ts';
import { Walk } from './walk.ts';

/** A label this many letters into its element is looked for in the whole page instead. */
const farthest = 20_000;
/** Its letters and those round it lie in so many text nodes at most, or it is looked for in the whole page. */
const mostNodes = 2000;

/**
 * The range of a label that still stands where its path leads, quote and context unchanged. Reads only the text round it, so that
 * an unchanged page is never read as a whole.
 */
export function standing(
  { letters, from, to, path }: Sought,
  root: ParentNode & Node,
  known: KnownPaths,
): Range | undefined {
  if (path === undefined || path.start > farthest) return undefined;
  const element = elementAt(path.value, root, known);
  if (element === undefined) return undefined;
  let at = from - path.start;
  if (at > 0 && !endsWith(element, root, letters, at)) return undefined;
  let start: Point | undefined;
  let end: Point | undefined;
  const walk = new Walk(root, element);
  for (let nodes = 0; at < letters.length; nodes += 1) {
    const node = walk.nextText();
    if (node === null || nodes === mostNodes) return undefined;
    const { data } = node;
    const reached = follow(letters, at, data, 0, data.length);
    if (reached === undefined) return undefined;
    if (at <= from && from < reached) start = [node, unitOf(data, from - at)];
    if (at < to && to <= reached) end = [node, behind(data, unitOf(data, to - 1 - at))];
    at = reached;
  }
  // A quote may have been taken apart into trees.
  return start && end && treeOf(start[0]) === treeOf(end[0]) ? rangeBetween(start, end) : undefined;
}

/** Whether the text before `element` ends with the first `count` of `letters`. */
function endsWith(element: Node, root: Node, letters: Uint16Array, count: number): boolean {
  let left: number | undefined = count;
  const walk = new Walk(root, element);
  for (let nodes = 0; left; nodes += 1) {
    const node = walk.previousText();
    if (node === null || nodes === mostNodes) return false;
    left = followBack(letters, left, node.data);
  }
  return left === 0;
}
