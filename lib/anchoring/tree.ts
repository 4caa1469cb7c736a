/**
 * The tree as it is. A page can put anything behind the names of a form's or a document's members (`<input name="parentNode">`), so
 * these are asked by the prototypes' own accessors and methods.
 */
type Root = ParentNode & Node;

const accessor = <T>(prototype: () => object, name: string): ((node: Node) => T) => {
  let get: (() => T) | undefined;
  return (node) => {
    get ??= Object.getOwnPropertyDescriptor(prototype(), name)!.get as () => T;
    return get.call(node);
  };
};
export const parentOf = accessor<Node | null>(() => Node.prototype, 'parentNode');
export const documentOf = accessor<Document | null>(() => Node.prototype, 'ownerDocument');
export const leftOf = accessor<Element | null>(() => Element.prototype, 'previousElementSibling');
export const elementsIn = accessor<HTMLCollection>(() => Element.prototype, 'children');
const nodesIn = accessor<NodeListOf<ChildNode>>(() => Node.prototype, 'childNodes');
const kindOf = accessor<number>(() => Node.prototype, 'nodeType');
const nameOf = accessor<string>(() => Element.prototype, 'localName');

export const isElement = (node: Node): node is Element => kindOf(node) === 1;
export const isText = (node: Node): node is Text => node.nodeType === 3;
export const elementsBelow = (root: Root): HTMLCollection =>
  isElement(root) ? elementsIn(root) : root.children;
export const nodeIn = (node: Node, index: number): Node | undefined => nodesIn(node)[index];
/** Whether `node` lies below `root`, in the same tree. */
export const contains = (root: Node, node: Node): boolean => Node.prototype.contains.call(root, node);

const shadowOf = accessor<ShadowRoot | null>(() => Element.prototype, 'shadowRoot');
const hostOf = accessor<Element>(() => ShadowRoot.prototype, 'host');
export const isShadow = (node: Node): node is ShadowRoot => kindOf(node) === 11 && node instanceof ShadowRoot;
/** The open shadow root of an element. Of a closed one a page wants nothing to be known. */
export const openRootOf = (node: Node): ShadowRoot | null => (isElement(node) ? shadowOf(node) : null);
/** Its open shadow root; `false` when it has one of these names. One look at what a walk asks at each node. */
export const openRootUnless = (node: Node, names: ReadonlySet<string>): ShadowRoot | null | false => {
  if (!isElement(node)) return null;
  return names.has(nameOf(node)) ? false : shadowOf(node);
};
/** The tree that a node is in: what all of it lies below. */
export const treeOf = (node: Node): Node => Node.prototype.getRootNode.call(node);
/** The parent, and of a shadow root its host. */
export const above = (node: Node): Node | null => parentOf(node) ?? (isShadow(node) ? hostOf(node) : null);

/** Whether `node` lies below `root`, in its own tree or in an open shadow tree. */
export function holds(root: Node, node: Node): boolean {
  for (let at = node; ; ) {
    if (contains(root, at)) return true;
    const tree = treeOf(at);
    if (!isShadow(tree)) return false;
    at = hostOf(tree);
  }
}

export const hasName = (node: Node, names: ReadonlySet<string>): boolean =>
  isElement(node) && names.has(nameOf(node));

/** Whether it is drawn. Costs the page a style. */
export const isSeen = ({ parentElement }: Text): boolean =>
  parentElement === null ||
  (Element.prototype.checkVisibility?.call(parentElement, { visibilityProperty: true }) ?? true);
