import { openRootOf } from '../../lib/anchoring/tree.ts';
import { normalText, quoteOf } from '../../lib/protocol/target/unit-text.ts';
import type { LabeledTask } from '../../lib/view/tasks.ts';
import { textOf } from '../overlay/chips/element-unit.ts';

/** Of one name there may be several, which are one task. */
const mostFound = 20;

/**
 * The elements of a task as the page stands: by their attribute, else by the text that its labels quote, since a digest can not be
 * made on every page.
 */
export function elementsOf({ targets, labels }: LabeledTask, page: Document): Element[] {
  const target = labels[0]?.target;
  if (targets.unit !== 'element' || target?.unit !== 'element') return [];
  const { selector, key } = targets;
  const isIt =
    key === undefined
      ? (element: Element) =>
          quoteOf(textOf(element) ?? normalText(element.textContent ?? '')) === target.quote
      : (element: Element) => element.getAttribute(key) === target.unitKey;
  const found: Element[] = [];
  for (const tree of treesOf(page))
    for (const element of matchesIn(tree, selector))
      if (found.length < mostFound && isIt(element)) found.push(element);
  return found;
}

/** The page's own selector engine has the last word on what it takes. */
function matchesIn(tree: ParentNode, selector: string): Iterable<Element> {
  try {
    return tree.querySelectorAll(selector);
  } catch {
    return [];
  }
}

/** The page's tree and the open shadow trees in it; selectors ask each by itself. */
function treesOf(page: Document): ParentNode[] {
  const trees: ParentNode[] = [page];
  for (const tree of trees)
    for (const element of tree.querySelectorAll('*')) {
      const shadow = openRootOf(element);
      if (shadow !== null) trees.push(shadow);
    }
  return trees;
}
