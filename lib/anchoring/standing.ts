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
export const textsIn = (root: Root): TreeWalker =>
  Document.prototype.createTreeWalker.call(
    documentOf(root) ?? (root as Document),
    root,
    NodeFilter.SHOW_TEXT,
  );

/**
 * The range of a label that still stands where its path leads, quote and context unchanged but for blanks. Reads only the text
 * round it, so that an unchanged page is never read as a whole. It is what a page waits for when it opens, and runs there for the first
 * time: so the platform compares strings, and the form of what `describe` gave is taken for granted.
 */
export function standing(label: unknown, root: Root, texts: TreeWalker): Range | undefined {
  try {
    let path: PathSelector | undefined;
    let quote: QuoteSelector | undefined;
    for (const each of label as readonly Selector[])
      if (each.type === 'XPathSelector') path = each;
      else if (each.type === 'TextQuoteSelector') quote = each;
    if (path === undefined || quote === undefined || quote.exact.length > longest) return undefined;
    const { start } = path.refinedBy;
    const element = 0 <= start && start <= farthest ? elementAt(path.value, root) : undefined;
    return element && unchanged(element, start, quote, new Pieces(texts));
  } catch {
    // Of another form: whoever reads it whole finds what can be read.
    return undefined;
  }
}

function unchanged(
  element: Node,
  start: number,
  { exact, prefix, suffix }: QuoteSelector,
  pieces: Pieces,
): Range | undefined {
  const quote = bare(exact);
  if (quote === '' || !pieces.toLetter(element, start)) return undefined;
  const { node, at } = pieces;
  const wanted = quote + bare(suffix);
  if (!pieces.behind(wanted.length).startsWith(wanted)) return undefined;
  const ahead = bare(prefix);
  pieces.to(node, at);
  if (!pieces.before(ahead.length).endsWith(ahead)) return undefined;
  pieces.to(node, at);
  if (node.data.startsWith(exact, at)) pieces.at += exact.length;
  else if (!pieces.pass(quote.length)) return undefined;
  const range = new Range();
  range.setStart(node, at);
  range.setEnd(pieces.node, behind(pieces.node.data, pieces.at - 1));
  return range;
}

const bare = (text: string): string => text.replace(blanks, '');

/** Units that hold so many that are no blanks, as a rule. */
const withBlanks = (count: number): number => 16 + ((count * 5) >> 2);

/** The text that is read, piece by piece from a place on. */
class Pieces {
  /** The place: before the unit `at` of `node`. */
  node!: Text;
  at = 0;
  #texts: TreeWalker;
  #left = mostPieces;

  constructor(texts: TreeWalker) {
    this.#texts = texts;
  }

  to(node: Text, at: number): void {
    this.#texts.currentNode = node;
    this.node = node;
    this.at = at;
  }

  /** Goes to the letter of this number in the text from the start of an element on. */
  toLetter(element: Node, letter: number): boolean {
    this.#texts.currentNode = element;
    for (let left = letter; this.#next(); left -= -1 - this.at) {
      this.at = seek(this.node.data, left);
      if (this.at >= 0) return true;
    }
    return false;
  }

  /** So many units that come next and are no blanks, or more; fewer where the text ends. */
  behind(count: number): string {
    let text = '';
    for (let isMore = true; isMore && text.length < count; ) {
      const room = withBlanks(count - text.length);
      const raw = this.#ahead(room);
      text += bare(raw);
      isMore = raw.length === room && --this.#left > 0;
    }
    return text;
  }

  /** The same of those that come before. */
  before(count: number): string {
    let text = '';
    for (let isMore = true; isMore && text.length < count; ) {
      const room = withBlanks(count - text.length);
      const raw = this.#back(room);
      text = bare(raw) + text;
      isMore = raw.length === room && --this.#left > 0;
    }
    return text;
  }

  /** So many units that come next; fewer where the text ends. */
  #ahead(units: number): string {
    let raw = '';
    do {
      const part = this.node.data.slice(this.at, this.at + units - raw.length);
      this.at += part.length;
      raw += part;
    } while (raw.length < units && this.#next());
    return raw;
  }

  #back(units: number): string {
    let raw = '';
    do {
      const part = this.node.data.slice(Math.max(0, this.at - units + raw.length), this.at);
      this.at -= part.length;
      raw = part + raw;
    } while (raw.length < units && this.#previous());
    return raw;
  }

  /** Goes behind so many units that are no blanks. */
  pass(count: number): boolean {
    let left = count;
    do {
      const { data } = this.node;
      while (this.at < data.length) if (!isBlank(data, this.at++) && --left === 0) return true;
    } while (this.#next());
    return false;
  }

  #next(): boolean {
    for (;;) {
      const node = this.#texts.nextNode() as Text | null;
      if (node === null || --this.#left < 0) return false;
      if (isUnread(node)) continue;
      this.node = node;
      this.at = 0;
      return true;
    }
  }

  #previous(): boolean {
    for (;;) {
      const node = this.#texts.previousNode() as Text | null;
      if (node === null || --this.#left < 0) return false;
      if (isUnread(node)) continue;
      this.node = node;
      this.at = node.data.length;
      return true;
    }
  }
}

const isUnread = ({ parentNode }: Text): boolean => unread.has((parentNode as Element).localName);

/** As `blanks` says. */
function isBlank(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return (unit < 0x21 || unit > 0x7e) && text[at]!.trim() === '';
}
