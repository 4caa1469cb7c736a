import { behind, seek } from './fold.ts';
import { elementAt, type KnownPaths } from './path.ts';
import type { PathSelector, QuoteSelector, Selector } from './selector.ts';
import { longest } from './sought.ts';
import { documentOf } from './tree.ts';
import { unread } from './unread.ts';

/** A label this many letters into its element is looked for in the whole page instead. */
const farthest = 20_000;
/** Its text and what is round it lie in so many text nodes at most, or it is looked for in the whole page. */
const mostNodes = 2000;
/** In units, besides one for each of the label's: where a text node has more, the label is looked for in the whole page. */
const mostBlanks = 256;
const blanks = /\s+/g;

type Root = ParentNode & Node;

/** What labels of one page have in common, as long as the page can not change. */
export interface Surroundings {
  paths: KnownPaths;
  texts: TreeWalker;
}

export const surroundingsIn = (root: Root): Surroundings => ({
  paths: new Map(),
  texts: Document.prototype.createTreeWalker.call(
    documentOf(root) ?? (root as Document),
    root,
    NodeFilter.SHOW_TEXT,
  ),
});

/**
 * The range of a label that still stands where its path leads, quote and context unchanged but for blanks. Reads only the text
 * round it, so that an unchanged page is never read as a whole. It is what a page waits for when it opens, and runs there for the first
 * time: so the platform compares strings, and the form of what `describe` gave is taken for granted.
 */
export function standing(label: unknown, root: Root, here: Surroundings): Range | undefined {
  try {
    let path: PathSelector | undefined;
    let quote: QuoteSelector | undefined;
    for (const each of label as readonly Selector[])
      if (each.type === 'XPathSelector') path = each;
      else if (each.type === 'TextQuoteSelector') quote = each;
    if (path === undefined || quote === undefined || quote.exact.length > longest) return undefined;
    const { start } = path.refinedBy;
    const element = 0 <= start && start <= farthest ? elementAt(path.value, root, here.paths) : undefined;
    return element && unchanged(element, start, quote, here.texts);
  } catch {
    // Of another form: whoever reads it whole finds what can be read.
    return undefined;
  }
}

function unchanged(
  element: Node,
  start: number,
  { exact, prefix, suffix }: QuoteSelector,
  texts: TreeWalker,
): Range | undefined {
  const quote = exact.replace(blanks, '');
  const wanted = quote + suffix.replace(blanks, '');
  const ahead = prefix.replace(blanks, '');
  const room = mostBlanks + 2 * (wanted.length + ahead.length);
  let nodes = 0;
  const step = (to: 'nextNode' | 'previousNode'): Text | null => {
    for (;;) {
      const node = texts[to]() as Text | null;
      if (node === null || ++nodes > mostNodes) return null;
      if (!unread.has((node.parentNode as Element).localName)) return node;
    }
  };

  texts.currentNode = element;
  let letters = start;
  let first = step('nextNode');
  let from = first === null ? 0 : seek(first.data, letters);
  while (first !== null && from < 0) {
    letters -= -1 - from;
    first = step('nextNode');
    from = first === null ? 0 : seek(first.data, letters);
  }
  if (first === null || quote === '') return undefined;

  let last = first;
  let end = 0;
  let behindIt = '';
  for (let node: Text | null = first, at = from; behindIt.length < wanted.length; at = 0) {
    if (node === null) return undefined;
    const data: string = node.data;
    const left = quote.length - behindIt.length;
    const part = data.slice(at, at + room).replace(blanks, '');
    if (left > 0 && part.length >= left) {
      last = node;
      end = data.startsWith(exact, at) ? at + exact.length : unitsTo(data, at, left);
    }
    behindIt += part;
    if (behindIt.length < wanted.length) node = at + room < data.length ? null : step('nextNode');
  }
  if (!behindIt.startsWith(wanted)) return undefined;

  let before = first.data.slice(Math.max(0, from - room), from).replace(blanks, '');
  let isCut = from > room;
  texts.currentNode = first;
  while (before.length < ahead.length) {
    const node = isCut ? null : step('previousNode');
    if (node === null) return undefined;
    before = node.data.slice(-room).replace(blanks, '') + before;
    isCut = node.data.length > room;
  }
  if (!before.endsWith(ahead)) return undefined;
  const range = new Range();
  range.setStart(first, from);
  range.setEnd(last, behind(last.data, end - 1));
  return range;
}

/** Behind the unit with which so many that are no blanks have come, from `at` on. */
function unitsTo(data: string, at: number, count: number): number {
  let end = at;
  for (let left = count; left > 0; end++) if (data[end]!.trim() !== '') left--;
  return end;
}
