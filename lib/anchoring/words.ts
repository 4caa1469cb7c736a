import { blockOf, isBlock } from './blocks.ts';
import { seek } from './fold.ts';
import type { Point } from './place.ts';
import { isText } from './tree.ts';
import { Walk } from './walk.ts';

/** What can not stand in a label: controls that are no blanks, and what turns the direction of what follows. The text model knows neither. */
const refused = /(?!\s)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

const tidy = (words: string): string => words.replace(refused, '').replace(/\s+/g, ' ').toWellFormed();

/** The words between two points as they are read: runs of blanks are one blank, and blocks are parted by one. */
export const wordsBetween = (from: Point, to: Point, root: Node): string =>
  tidy(textsBetween(from, to, root).join(' '));

/** As `wordsBetween`, with a line feed between blocks. */
export const linesBetween = (from: Point, to: Point, root: Node): string =>
  textsBetween(from, to, root)
    .map(tidy)
    .join('\n')
    .replace(/ *\n */g, '\n');

/** The text between two points, by the blocks that it lies in. */
function textsBetween([from, start]: Point, [to, end]: Point, root: Node): string[] {
  if (from === to) return [from.data.slice(start, end)];
  const texts: string[] = [];
  let words = from.data.slice(start);
  let block = blockOf(from);
  const walk = new Walk(root, from);
  for (let node = walk.next(); node !== null; node = walk.next()) {
    if (isBlock(node)) words += ' ';
    if (!isText(node)) continue;
    // What stands between blocks is a block of its own if it has a letter.
    const own = seek(node.data, 0) < 0 ? block : blockOf(node);
    if (own !== block) {
      texts.push(words);
      words = '';
    }
    block = own;
    words += node === to ? node.data.slice(0, end) : node.data;
    if (node === to) break;
  }
  texts.push(words);
  return texts;
}
