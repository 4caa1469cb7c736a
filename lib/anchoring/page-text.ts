import { foldInto, roomFor } from './fold.ts';
import type { Work } from './slices.ts';
import { isText } from './tree.ts';
import { Walk } from './walk.ts';

/** The letters of a page, or of a part of it, and the pieces of text nodes that they come from. */
export interface PageText {
  /** Only the first `length` are of the text. */
  letters: Uint16Array;
  length: number;
  /** Pieces that make at least one letter, in document order. A long text node has several. */
  pieces: Piece[];
}

export interface Piece {
  node: Text;
  /** Its units in the node's data, `to` excluded. */
  from: number;
  to: number;
  /** Number of its first letter. */
  start: number;
}

const longestPiece = 0x4000;
/** In nodes; 32 units of text are as much work as one. */
const nodesAtOnce = 2000;

function append(text: PageText, node: Text, data: string, from: number, to: number): void {
  const room = text.length + roomFor(to - from);
  if (room > text.letters.length) {
    const grown = new Uint16Array(room + text.letters.length);
    grown.set(text.letters.subarray(0, text.length));
    text.letters = grown;
  }
  const start = text.length;
  text.length = foldInto(text.letters, start, data, from, to);
  if (text.length > start) text.pieces.push({ node, from, to, start });
}

/**
 * All text below `root`.
 *
 * @param entered told of every open shadow tree before it is read
 */
export function* readPage(root: Node, entered: (tree: ShadowRoot) => void): Work<PageText> {
  const text: PageText = { letters: new Uint16Array(0x8000), length: 0, pieces: [] };
  let work = 0;
  const walk = new Walk(root, root, entered);
  for (let node = walk.next(); node !== null; node = walk.next()) {
    if (++work > nodesAtOnce) {
      yield;
      work = 0;
    }
    if (!isText(node)) continue;
    const { data } = node;
    work += data.length >> 5;
    append(text, node, data, 0, Math.min(data.length, longestPiece));
    for (let from = longestPiece; from < data.length; from += longestPiece) {
      yield;
      append(text, node, data, from, Math.min(data.length, from + longestPiece));
    }
  }
  return text;
}
