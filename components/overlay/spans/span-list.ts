import type { Answer } from '../../../lib/protocol/question/question.ts';
import type { Span, SpanQuestion } from '../../../lib/protocol/question/span.ts';
import { mayStandTogether, spanOrder } from '../../../lib/protocol/question/span-set.ts';

/** Why a span can not be put with the others. */
export type SpanFault = 'overlaps' | 'too-many';

export const spansOf = (answer: Answer | undefined): readonly Span[] =>
  answer?.kind === 'span' ? answer.spans : [];

export const isSame = (a: Span, b: Span): boolean =>
  a.class === b.class && a.start === b.start && a.end === b.end;

/**
 * The answer with one more span. What has the same letters gives way where the question lets them have one class only.
 * @param instead the span that it takes the place of
 */
export function withSpan(
  question: SpanQuestion,
  answer: Answer | undefined,
  span: Span,
  instead?: Span,
): { answer: Answer } | { fault: SpanFault } {
  const others = spansOf(answer).filter(
    (one) =>
      !(instead !== undefined && isSame(one, instead)) &&
      !(one.start === span.start && one.end === span.end && (!question.overlap || one.class === span.class)),
  );
  if (others.some((one) => !mayStandTogether(question, one, span))) return { fault: 'overlaps' };
  if (others.length >= question.spans.max) return { fault: 'too-many' };
  return { answer: { kind: 'span', spans: [...others, span].sort(spanOrder(question)) } };
}

/** The answer without a span; null when none is left: that there is nothing to mark is another thing to say. */
export function withoutSpan(answer: Answer | undefined, span: Span): Answer | null {
  const spans = spansOf(answer).filter((one) => !isSame(one, span));
  return spans.length === 0 ? null : { kind: 'span', spans };
}
