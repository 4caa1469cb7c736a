import type { Point } from './place.ts';
import { hasName, isText, parentOf } from './tree.ts';
import { Walk } from './walk.ts';

/** Elements that part words by themselves. */
const blocks = new Set(
  'address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);
/** What can not stand in a label: controls, and what turns the direction of what follows. The text model knows neither. */
const refused = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

function blockOf(node: Node): Node | null {
  let at = parentOf(node);
  while (at !== null && !hasName(at, blocks)) at = parentOf(at);
  return at;
}

const tidy = (words: string): string => words.replace(/\s+/g, ' ').replace(refused, '').toWellFormed();

/** The words between two points as they are read: runs of blanks are one blank, and blocks are parted by one. */
export function wordsBetween([from, start]: Point, [to, end]: Point, root: Node): string {
  if (from === to) return tidy(from.data.slice(start, end));
  let words = from.data.slice(start);
  let block = blockOf(from);
  const walk = new Walk(root, from);
  for (let node = walk.next(); node !== null; node = walk.next()) {
    if (hasName(node, blocks)) words += ' ';
    if (!isText(node)) continue;
    const own = blockOf(node);
    if (own !== block) words += ' ';
    block = own;
    words += node === to ? node.data.slice(0, end) : node.data;
    if (node === to) break;
  }
  return tidy(words);
}
