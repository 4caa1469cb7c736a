import { blockOf, isBlock } from './blocks.ts';
import type { Point } from './place.ts';
import { isText } from './tree.ts';
import { Walk } from './walk.ts';

/** What can not stand in a label: controls, and what turns the direction of what follows. The text model knows neither. */
const refused = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

const tidy = (words: string): string => words.replace(/\s+/g, ' ').replace(refused, '').toWellFormed();

/** The words between two points as they are read: runs of blanks are one blank, and blocks are parted by one. */
export function wordsBetween([from, start]: Point, [to, end]: Point, root: Node): string {
  if (from === to) return tidy(from.data.slice(start, end));
  let words = from.data.slice(start);
  let block = blockOf(from);
  const walk = new Walk(root, from);
  for (let node = walk.next(); node !== null; node = walk.next()) {
    if (isBlock(node)) words += ' ';
    if (!isText(node)) continue;
    const own = blockOf(node);
    if (own !== block) words += ' ';
    block = own;
    words += node === to ? node.data.slice(0, end) : node.data;
    if (node === to) break;
  }
  return tidy(words);
}
