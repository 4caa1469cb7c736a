import {
  above,
  contains,
  documentOf,
  hasName,
  isShadow,
  isText,
  openRootOf,
  openRootUnless,
  treeOf,
} from './tree.ts';
import { unread } from './unread.ts';

/**
 * Elements and text below a root in document order, what nobody reads passed over. An open shadow tree comes right behind its host,
 * before the host's own children.
 */
export class Walk {
  /** Of the trees that the current node lies in, the outermost first. */
  #walkers: TreeWalker[] = [];
  #inner: TreeWalker;
  #entered: (tree: ShadowRoot) => void;
  /** Elements in which text is read: going back asks this of every one round it. */
  #read = new Set<Node>();

  /**
   * @param from where it starts; it is not itself among what follows
   * @param entered told of every shadow tree before it is read
   */
  constructor(root: Node, from: Node = root, entered: (tree: ShadowRoot) => void = () => {}) {
    this.#entered = entered;
    const inside: [tree: Node, at: Node][] = [];
    let at = from;
    for (let tree = treeOf(at); isShadow(tree) && !contains(root, at); tree = treeOf(at)) {
      inside.unshift([tree, at]);
      at = above(tree)!;
    }
    this.#inner = this.#begin(root, at);
    for (const [tree, place] of inside) this.#inner = this.#begin(tree, place);
  }

  #begin(root: Node, at: Node): TreeWalker {
    const page = documentOf(root) ?? (root as Document);
    const shown = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
    const walker = Document.prototype.createTreeWalker.call(page, root, shown);
    walker.currentNode = at;
    this.#walkers.push(walker);
    return walker;
  }

  #enter(tree: ShadowRoot): void {
    this.#entered(tree);
    this.#inner = this.#begin(tree, tree);
  }

  /** Back to the host of a shadow tree. @returns false when there is none */
  #leave(): boolean {
    const outer = this.#walkers.at(-2);
    if (outer === undefined) return false;
    this.#walkers.pop();
    this.#inner = outer;
    return true;
  }

  next(): Node | null {
    const tree = openRootUnless(this.#inner.currentNode, unread);
    if (tree === false) return this.nextOutside();
    if (tree !== null) this.#enter(tree);
    return this.#onwards();
  }

  #onwards(): Node | null {
    for (;;) {
      const node = this.#inner.nextNode();
      if (node !== null) return node;
      if (!this.#leave()) return null;
    }
  }

  /** What comes behind all that the current node holds. */
  nextOutside(): Node | null {
    for (;;) {
      const node = this.#inner.nextSibling();
      if (node !== null) return node;
      if (this.#inner.parentNode() === null) return this.#leave() ? this.#onwards() : null;
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
      const node = this.#previous();
      if (node === null) return null;
      if (isText(node) && this.#isRead(node)) return node;
    }
  }

  #isRead(node: Text): boolean {
    const [{ root } = this.#inner] = this.#walkers;
    const round: Node[] = [];
    for (let at = above(node); at !== null && at !== root && !this.#read.has(at); at = above(at)) {
      if (hasName(at, unread)) return false;
      round.push(at);
    }
    for (const each of round) this.#read.add(each);
    return true;
  }

  #previous(): Node | null {
    const node = this.#inner.previousNode();
    if (node === null) return this.#leave() ? this.#inner.currentNode : null;
    for (let tree = openRootOf(node); tree !== null; tree = openRootOf(this.#inner.currentNode)) {
      this.#enter(tree);
      while (this.#inner.lastChild() !== null);
      if (this.#inner.currentNode !== tree) continue;
      this.#leave();
      break;
    }
    return this.#inner.currentNode;
  }
}

/** Whether nobody reads `node`, for what it is or lies in. */
export function isUnread(node: Node, root: Node): boolean {
  for (let at: Node | null = node; at !== null && at !== root; at = above(at))
    if (hasName(at, unread)) return true;
  return false;
}
