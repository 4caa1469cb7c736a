import { maxSpans, type SpanQuestion } from '../../protocol/question/span.ts';

/** What Label Studio's `<Labels>` lets somebody mark: as many as they like, with a least of none or one, over each other. */
export const openSpan = (required: boolean): Pick<SpanQuestion, 'spans' | 'overlap'> => ({
  spans: { min: required ? 1 : 0, max: maxSpans },
  overlap: true,
});

export const isOpenSpan = ({ spans, overlap }: SpanQuestion): boolean =>
  overlap && spans.min <= 1 && spans.max === maxSpans;
