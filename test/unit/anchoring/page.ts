import { anchor, describe } from '../../../lib/anchoring/index.ts';
import type { Selector } from '../../../lib/anchoring/selector.ts';

/** The document's body with these contents. */
export function page(html: string): HTMLElement {
  document.body.innerHTML = html;
  return document.body;
}

function textNodes(root: Node): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) nodes.push(node as Text);
  return nodes;
}

/** The range of the nth place (from 0) where these words stand in the raw text, across elements. */
export function rangeOf(root: Node, words: string, nth = 0): Range {
  const nodes = textNodes(root);
  const all = nodes.map(({ data }) => data).join('');
  let at = all.indexOf(words);
  for (let n = 0; n < nth; n++) at = all.indexOf(words, at + 1);
  if (at < 0) throw new Error(`"${words}" is not in the page`);
  const range = document.createRange();
  let start = 0;
  for (const node of nodes) {
    const end = start + node.length;
    if (start <= at && at < end) range.setStart(node, at - start);
    if (start < at + words.length && at + words.length <= end) range.setEnd(node, at + words.length - start);
    start = end;
  }
  return range;
}

/** What is kept of a label: its selectors after a trip through JSON. */
export function kept(root: HTMLElement, words: string, nth = 0): Selector[] {
  const selectors = describe(rangeOf(root, words, nth), root);
  if (selectors.length === 0) throw new Error(`"${words}" can not be described`);
  return JSON.parse(JSON.stringify(selectors));
}

/** The words at which a label is found; undefined when it is not. */
export const foundBy = (root: HTMLElement, label: readonly Selector[]): string | undefined =>
  anchor(root, [label])[0]?.toString();

/** How many letters of the raw text stand before the range. */
export function placeOf(root: Node, range: Range): number {
  const before = document.createRange();
  before.setStart(root, 0);
  before.setEnd(range.startContainer, range.startOffset);
  return before.toString().length;
}

export const quoteOf = (label: readonly Selector[]) => {
  const quote = label.find((selector) => selector.type === 'TextQuoteSelector');
  if (quote === undefined) throw new Error('a label without a quote');
  return quote;
};
