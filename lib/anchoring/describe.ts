import { contextOf, wholeLetters } from './context.ts';
import { currentText } from './current.ts';
import type { PageText } from './page-text.ts';
import { pathTo } from './path.ts';
import { letterAt, pieceOf, pointBefore, pointBehind } from './place.ts';
import type { PathSelector, Selector } from './selector.ts';
import { finish } from './slices.ts';
import { longest } from './sought.ts';
import { holds, treeOf } from './tree.ts';
import { linesBetween, wordsBetween } from './words.ts';

const mostLetters = 4000;

/** The letters of a range, `end` excluded; undefined when there is none, or it does not lie below `root`. */
export function lettersOfRange(
  range: AbstractRange,
  root: ParentNode & Node,
): { start: number; end: number } | undefined {
  if (!holds(root, range.startContainer) || !holds(root, range.endContainer)) return undefined;
  if (treeOf(range.startContainer) !== treeOf(range.endContainer)) return undefined;
  const text = finish(currentText(root));
  const one = letterAt(text, range.startContainer, range.startOffset, root);
  const other = letterAt(text, range.endContainer, range.endOffset, root);
  const [start, end] = wholeLetters(text, Math.min(one, other), Math.max(one, other));
  return start === end ? undefined : { start, end };
}

/** @returns undefined when no letter lies in the range, too many do, or it does not lie below `root` */
export function describeRange(range: AbstractRange, root: ParentNode & Node): Selector[] | undefined {
  const letters = lettersOfRange(range, root);
  if (letters === undefined || letters.end - letters.start > mostLetters) return undefined;
  const text = finish(currentText(root));
  const { start, end } = letters;
  const first = pointBefore(text, start);
  const last = pointBehind(text, end - 1);
  const exact = wordsBetween(first, last, root);
  if (exact.length > longest) return undefined;
  const { from, to, copies, rivals, beside } = contextOf(text, start, end);
  const position: Selector = { type: 'TextPositionSelector', start, end };
  const quote: Selector = {
    type: 'TextQuoteSelector',
    exact,
    prefix: from === start ? '' : linesBetween(pointBefore(text, from), first, root),
    suffix: to === end ? '' : linesBetween(last, pointBehind(text, to - 1), root),
    ...(copies > 1 && { copies, rivals, beside }),
  };
  const path = pathOf(text, start, end, root);
  return path === undefined ? [position, quote] : [path, position, quote];
}

function pathOf(
  text: PageText,
  start: number,
  end: number,
  root: ParentNode & Node,
): PathSelector | undefined {
  const element = text.pieces[pieceOf(text, start)]!.node.parentElement;
  if (element === null || !holds(root, element)) return undefined;
  const value = pathTo(element, root);
  if (value === undefined) return undefined;
  const before = letterAt(text, element, 0, root);
  return {
    type: 'XPathSelector',
    value,
    refinedBy: { type: 'TextPositionSelector', start: start - before, end: end - before },
  };
}
