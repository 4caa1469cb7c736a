import { describe, lettersAt } from '../../../lib/anchoring/index.ts';
import type { Body } from '../../../lib/protocol/question/body.ts';
import type { SpanQuestion } from '../../../lib/protocol/question/span.ts';
import { spanAllows, spanOrder } from '../../../lib/protocol/question/span-set.ts';
import { maxContext, maxExact } from '../../../lib/protocol/target/places.ts';
import type { Place } from '../../../lib/protocol/target/selection.ts';
import { offerKey } from '../offer.ts';
import type { Sheet } from '../sheet.ts';
import { standingKey } from './spans.ts';

/** The selectors of a range; undefined when nothing is read there, or it is too much for a label. */
export function placeOf(range: Range, root: HTMLElement): Place | undefined {
  const selectors = describe(range, root);
  const quote = selectors.find((one) => one.type === 'TextQuoteSelector');
  if (quote === undefined || quote.exact.length > maxExact) return undefined;
  return Math.max(quote.prefix.length, quote.suffix.length) > maxContext ? undefined : selectors;
}

export interface RenewNeeds {
  questions: readonly SpanQuestion[];
  root: HTMLElement;
  rangeOf(key: string): Range | undefined;
  keep(key: string, range: Range): void;
}

/**
 * What is marked in a page that has changed since, counted in the page as it is: letters of passages that were marked at
 * different times could not be compared.
 * @returns undefined where nothing has moved, or the answers would not be allowed then
 */
export function renewed(
  { offer, draft }: Sheet,
  { questions, root, rangeOf, keep }: RenewNeeds,
): { draft: Body; places: Place[] } | undefined {
  const task = offerKey(offer);
  const places: Place[] = [];
  const moved: [key: string, range: Range][] = [];
  const body = { ...draft };
  for (const question of questions) {
    const answer = draft[question.id];
    if (answer?.kind !== 'span') continue;
    const spans = answer.spans.map((span) => {
      const range = rangeOf(standingKey(task, span));
      const now = range && lettersAt(range, root);
      if (range === undefined || now === undefined) return span;
      if (now.start === span.start && now.end === span.end) return span;
      const place = placeOf(range, root);
      if (place === undefined) return span;
      places.push(place);
      moved.push([standingKey(task, now), range]);
      return { ...span, ...now };
    });
    const after = { kind: 'span' as const, spans: spans.toSorted(spanOrder(question)) };
    if (!spanAllows({ ...question, spans: { ...question.spans, min: 0 } }, after)) return undefined;
    body[question.id] = after;
  }
  if (moved.length === 0) return undefined;
  for (const [key, range] of moved) keep(key, range);
  return { draft: body, places };
}
