import { isAttributeKey, maxUnitText, normalText } from '../../../lib/protocol/target/unit-text.ts';

/** Blanks are many in some pages, and are gone in the normal text. */
const mostRaw = 4 * maxUnitText;
const mostNodes = 10_000;
const unread: ReadonlySet<string> = new Set(['script', 'style', 'noscript', 'template']);

/**
 * The text of an element as labelers share it, before `normalText`: its text nodes in tree order, without those of
 * scripts, styles and templates, with a blank where an element begins or ends. Nothing of the layout plays a part.
 * @returns undefined when it is too much to be one unit
 */
function rawText(element: Element): string | undefined {
  const kinds = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT;
  const isRead = (node: Node) =>
    node instanceof Element && unread.has(node.localName)
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT;
  const walker = element.ownerDocument.createTreeWalker(element, kinds, isRead);
  let text = '';
  let parent: Node | null = null;
  for (let nodes = 0, node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (nodes++ > mostNodes || text.length > mostRaw) return undefined;
    if (node instanceof Element || (parent !== null && parent !== node.parentNode)) text += ' ';
    if (node instanceof Element) continue;
    text += node.nodeValue;
    parent = node.parentNode;
  }
  return text;
}

/** The normal text of an element; undefined when it is too long to be one unit. */
export function textOf(element: Element): string | undefined {
  const raw = rawText(element);
  const text = raw === undefined ? undefined : normalText(raw);
  return text !== undefined && text.length <= maxUnitText ? text : undefined;
}

/**
 * What names an element now: the value of the attribute that the terms name, else its normal text.
 * @returns undefined when it has no name, and so is no task
 */
export function unitOf(element: Element, key: string | undefined): string | undefined {
  const unit = key === undefined ? textOf(element) : (element.getAttribute(key) ?? '');
  return unit === '' || (key !== undefined && unit !== undefined && !isAttributeKey(unit)) ? undefined : unit;
}
