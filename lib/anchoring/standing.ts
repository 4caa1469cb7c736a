import { behind, seek } from './fold.ts';
import { elementAt } from './path.ts';
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

/** The text nodes of a page, in either direction from any of them. */
const textsIn = (root: Root): TreeWalker =>
  Document.prototype.createTreeWalker.call(
    documentOf(root) ?? (root as Document),
    root,
    NodeFilter.SHOW_TEXT,
  );

/**
 * The ranges of labels that still stand where their paths lead, quote and context unchanged but for blanks; undefined for others.
 * Reads only the text round them, so that an unchanged page is never read as a whole.
 *
 * It is what a page waits for when it opens, and runs there for the first time: so the platform compares strings, and the form of what
 * `describe` gave is taken for granted. All but the rarest is in one function, as engines learn what a function meets only after it has
 * run for a while: small ones called from here stay slow for all labels of a page.
 */
export function standing(labels: readonly unknown[], root: Root): (Range | undefined)[] {
  const texts = textsIn(root);
  const ranges: (Range | undefined)[] = [];
  for (const label of labels) {
    ranges.push(undefined);
    try {
      let path: PathSelector | undefined;
      let quote: QuoteSelector | undefined;
      for (const each of label as readonly Selector[])
        if (each.type === 'XPathSelector') path = each;
        else if (each.type === 'TextQuoteSelector') quote = each;
      if (path === undefined || quote === undefined) continue;
      const { exact, prefix, suffix } = quote;
      let letter = path.refinedBy.start;
      if (!(0 <= letter && letter <= farthest) || exact.length > longest || exact.trim() === '') continue;
      const element = elementAt(path.value, root);
      if (element === undefined) continue;

      // The first letter, counted from the start of the element.
      let left = mostPieces;
      let at = -1;
      texts.currentNode = element;
      let node = texts.nextNode() as Text | null;
      while (node !== null && --left > 0) {
        if (!unread.has((node.parentNode as Element).localName)) {
          at = seek(node.data, letter);
          if (at >= 0) break;
          letter += 1 + at;
        }
        node = texts.nextNode() as Text | null;
      }
      if (node === null || at < 0) continue;

      // The quote and what comes behind it.
      let wanted = (exact + suffix).replace(blanks, '');
      let room = withBlanks(wanted.length);
      let text = '';
      let next: Text | null = node;
      let from = at;
      while (next !== null && --left > 0) {
        if (next === node || !unread.has((next.parentNode as Element).localName)) {
          const { data }: Text = next;
          text += data.slice(from, from + room).replace(blanks, '');
          if (text.length >= wanted.length) break;
          from += room;
          if (from < data.length) continue;
        }
        next = texts.nextNode() as Text | null;
        from = 0;
      }
      if (!text.startsWith(wanted)) continue;

      // What comes before it.
      wanted = prefix.replace(blanks, '');
      room = withBlanks(wanted.length);
      text = '';
      texts.currentNode = node;
      next = node;
      let to = at;
      while (next !== null && --left > 0) {
        if (next === node || !unread.has((next.parentNode as Element).localName)) {
          from = Math.max(0, to - room);
          text = next.data.slice(from, to).replace(blanks, '') + text;
          if (text.length >= wanted.length) break;
          to = from;
          if (to > 0) continue;
        }
        next = texts.previousNode() as Text | null;
        to = next === null ? 0 : next.length;
      }
      if (!text.endsWith(wanted)) continue;

      const range = new Range();
      range.setStart(node, at);
      if (node.data.startsWith(exact, at)) range.setEnd(node, behind(node.data, at + exact.length - 1));
      else if (!endBehind(range, exact.replace(blanks, '').length, texts, left)) continue;
      ranges[ranges.length - 1] = range;
    } catch {
      // Of another form: whoever reads it whole finds what can be read.
    }
  }
  return ranges;
}

/** Lets a range end behind so many units that are no blanks; false when they lie in too many pieces. */
function endBehind(range: Range, units: number, texts: TreeWalker, pieces: number): boolean {
  const node = range.startContainer as Text;
  let left = units;
  let at = range.startOffset;
  texts.currentNode = node;
  let next: Text | null = node;
  for (let piece = pieces; next !== null && piece > 0; piece--) {
    if (next === node || !unread.has((next.parentNode as Element).localName)) {
      const { data }: Text = next;
      for (; at < data.length && left > 0; at++) if (!isBlank(data, at)) left--;
      if (left === 0) {
        range.setEnd(next, behind(data, at - 1));
        return true;
      }
    }
    next = texts.nextNode() as Text | null;
    at = 0;
  }
  return false;
}

/** Units that hold so many that are no blanks, as a rule. */
const withBlanks = (count: number): number => 16 + ((count * 5) >> 2);

/** As `blanks` says. */
function isBlank(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return (unit < 0x21 || unit > 0x7e) && text[at]!.trim() === '';
}
