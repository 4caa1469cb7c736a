import { documentOf, hasName, isText, parentOf } from './tree.ts';

/** Elements whose text nobody reads: code, fallbacks, and what forms and media hold. Style is not asked: it costs a layout. */
const unread = new Set(
  'script style noscript template textarea title desc metadata select option datalist iframe object canvas audio video noembed noframes rp head'.split(
    ' ',
  ),
);

/** Elements and text below a root in document order, what nobody reads passed over. */
export class Walk {
  #walker: TreeWalker;

  /** @param from where it starts; it is not itself among what follows */
  constructor(root: Node, from: Node = root) {
    const page = documentOf(root) ?? (root as Document);
    const shown = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
    this.#walker = Document.prototype.createTreeWalker.call(page, root, shown);
    this.#walker.currentNode = from;
  }

  next(): Node | null {
    return hasName(this.#walker.currentNode, unread) ? this.nextOutside() : this.#walker.nextNode();
  }

  /** What comes behind all that the current node holds. */
  nextOutside(): Node | null {
    for (;;) {
      const node = this.#walker.nextSibling();
      if (node !== null) return node;
      if (this.#walker.parentNode() === null) return null;
    }
  }

  nextText(): Text | null {
    for (;;) {
      const node = this.next();
      if (node === null || isText(node)) return node;
    }
  }

  /** The text node before. */
  previousText(): Text | null {
    for (;;) {
      const node = this.#walker.previousNode();
      if (node === null) return null;
      if (isText(node) && !isUnread(node, this.#walker.root)) return node;
    }
  }
}

/** Whether nobody reads `node`, for what it is or lies in. */
export function isUnread(node: Node, root: Node): boolean {
  for (let at: Node | null = node; at !== null && at !== root; at = parentOf(at))
    if (hasName(at, unread)) return true;
  return false;
}
