import { behind, seek } from './fold.ts';
import { elementAt, type KnownPaths } from './path.ts';
import type { PathSelector, QuoteSelector, Selector } from './selector.ts';
import { longest } from './sought.ts';
import { documentOf } from './tree.ts';
import { unread } from './unread.ts';

/** A label this many letters into its element is looked for in the whole page instead. */
const farthest = 20_000;
/** Its text and what is round it lie in so many text nodes, and pieces of long ones, at most, or it is looked for in the whole page. */
const mostPieces = 2000;
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
  let pieces = 0;
  const step = (to: 'nextNode' | 'previousNode'): Text | null => {
    for (;;) {
      const node = texts[to]() as Text | null;
      if (node === null || ++pieces > mostPieces) return null;
      if (!unread.has((node.parentNode as Element).localName)) return node;
    }
  };

  texts.currentNode = element;
  let first = step('nextNode');
  let from = -1;
  for (let letters = start; first !== null; first = step('nextNode')) {
    from = seek(first.data, letters);
    if (from >= 0) break;
    letters -= -1 - from;
  }
  if (first === null || quote === '') return undefined;

  let last = first;
  let end = 0;
  let behindIt = '';
  for (let node = first, at = from; behindIt.length < wanted.length; ) {
    const { data } = node;
    const upTo = at + withBlanks(wanted.length - behindIt.length);
    const left = quote.length - behindIt.length;
    const part = data.slice(at, upTo).replace(blanks, '');
    if (left > 0 && part.length >= left) {
      last = node;
      end = behindIt === '' && data.startsWith(exact, at) ? at + exact.length : unitsTo(data, at, left);
    }
    behindIt += part;
    if (upTo < data.length) {
      at = upTo;
      if (++pieces > mostPieces) return undefined;
    } else if (behindIt.length < wanted.length) {
      const next = step('nextNode');
      if (next === null) return undefined;
      node = next;
      at = 0;
    }
  }
  if (!behindIt.startsWith(wanted)) return undefined;

  let before = '';
  texts.currentNode = first;
  for (let { data } = first, at = from; before.length < ahead.length; ) {
    const downTo = at - withBlanks(ahead.length - before.length);
    before = data.slice(Math.max(0, downTo), at).replace(blanks, '') + before;
    if (downTo > 0) {
      at = downTo;
      if (++pieces > mostPieces) return undefined;
    } else if (before.length < ahead.length) {
      const next = step('previousNode');
      if (next === null) return undefined;
      data = next.data;
      at = data.length;
    }
  }
  if (!before.endsWith(ahead)) return undefined;
  const range = new Range();
  range.setStart(first, from);
  range.setEnd(last, behind(last.data, end - 1));
  return range;
}

/** Units that hold so many that are no blanks, as a rule. */
const withBlanks = (count: number): number => 16 + ((count * 5) >> 2);

/** Behind the unit with which so many that are no blanks have come, from `at` on. */
function unitsTo(data: string, at: number, count: number): number {
  let end = at;
  for (let left = count; left > 0; end++) if (data[end]!.trim() !== '') left--;
  return end;
}
