import type { Span } from '../../protocol/question/span.ts';
import { lettersOf, quoteAt } from '../../protocol/target/places.ts';
import type { Target } from '../../protocol/target/target.ts';

/** The passages that anybody marked on a page, one a line, as the text of a Label Studio task. */
export interface Passages {
  text: string;
  /** Where a span stands in `text`, in UTF-16 units; undefined when nobody's target quotes it. */
  find(span: Span): { start: number; end: number; text: string } | undefined;
}

const nameOf = ({ start, end }: { start: number; end: number }) => `${start}-${end}`;

/** Nobody has the whole text of a page, so the passages are put after each other in the order of their letters. */
export function passagesOf(targets: readonly Target[]): Passages {
  const places = targets.flatMap((target) => (target.unit === 'selection' ? target.places : []));
  const quotes = new Map(
    places.map((place) => [nameOf(lettersOf(place)), { ...lettersOf(place), quote: quoteAt(place) }]),
  );
  const found = new Map<string, { start: number; end: number; text: string }>();
  let text = '';
  for (const { start, end, quote } of [...quotes.values()].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  )) {
    if (text !== '') text += '\n';
    found.set(nameOf({ start, end }), { start: text.length, end: text.length + quote.length, text: quote });
    text += quote;
  }
  return { text, find: (span) => found.get(nameOf(span)) };
}
