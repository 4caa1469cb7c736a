import type { Span, SpanAnswer, SpanQuestion } from './span.ts';

/** The order in which an answer names its spans: by start, then end, then the class's place in the question. */
export const spanOrder =
  ({ classes }: Pick<SpanQuestion, 'classes'>) =>
  (a: Span, b: Span): number => {
    const rank = (one: Span) => classes.findIndex(({ id }) => id === one.class);
    return a.start - b.start || a.end - b.end || rank(a) - rank(b);
  };

/** Whether the question lets these two stand in one answer. */
export const mayStandTogether = ({ overlap }: Pick<SpanQuestion, 'overlap'>, a: Span, b: Span): boolean =>
  a.end <= b.start || b.end <= a.start || (overlap && a.class !== b.class);

/** Whether the question allows the answer: known classes, in order, as many as it wants, sharing text only where they may. */
export function spanAllows(question: SpanQuestion, { spans }: SpanAnswer): boolean {
  if (spans.length < question.spans.min || spans.length > question.spans.max) return false;
  const order = spanOrder(question);
  const known = new Set(question.classes.map(({ id }) => id));
  /** Up to where text is taken: for all classes, or for each. */
  const taken = new Map<string, number>();
  return spans.every((one, at) => {
    const room = question.overlap ? one.class : 'all';
    if (!known.has(one.class) || one.start < (taken.get(room) ?? 0)) return false;
    taken.set(room, one.end);
    return at === 0 || order(spans[at - 1]!, one) < 0;
  });
}
