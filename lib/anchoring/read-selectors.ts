import type { PathSelector, PositionSelector, QuoteSelector, Selector } from './selector.ts';

type Shape = Record<string, unknown>;

const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null;
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isText = (value: unknown): value is string => typeof value === 'string';

const isPosition = (value: unknown): value is PositionSelector =>
  isShape(value) && value.type === 'TextPositionSelector' && isNumber(value.start);

const isPath = (value: unknown): value is PathSelector =>
  isShape(value) && value.type === 'XPathSelector' && isText(value.value) && isPosition(value.refinedBy);

const isPair = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every(isNumber);

const isQuote = (value: unknown): value is QuoteSelector =>
  isShape(value) &&
  value.type === 'TextQuoteSelector' &&
  [value.exact, value.prefix, value.suffix].every(isText) &&
  (value.copies === undefined || isNumber(value.copies)) &&
  (value.rivals === undefined || (Array.isArray(value.rivals) && value.rivals.every(isPair))) &&
  (value.beside === undefined || (Array.isArray(value.beside) && value.beside.every(isPair)));

/** What of a label from anywhere can be read; none where it is no list. */
export function selectorsIn(label: unknown): Selector[] {
  if (!Array.isArray(label)) return [];
  return label.filter((each) => isPosition(each) || isPath(each) || isQuote(each));
}
