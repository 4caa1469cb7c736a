import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSame, spansOf, withoutSpan, withSpan } from '../../../../components/overlay/spans/span-list.ts';
import { placeKey, withPlaces } from '../../../../components/overlay/with-places.ts';
import { placesFit } from '../../../../lib/protocol/label/places-fit.ts';
import type { Answer } from '../../../../lib/protocol/question/question.ts';
import type { Span, SpanQuestion } from '../../../../lib/protocol/question/span.ts';
import { spanAllows } from '../../../../lib/protocol/question/span-set.ts';
import { lettersOf, selectionTargetOf } from '../../../../lib/protocol/target/places.ts';
import type { Place } from '../../../../lib/protocol/target/selection.ts';

const ask = (overlap: boolean, max = 5): SpanQuestion => ({
  kind: 'span',
  id: 'q',
  ask: '?',
  classes: ['a', 'b', 'c'].map((id) => ({ id, label: id })),
  spans: { min: 0, max },
  overlap,
});
const span = (of: string, start: number, end: number): Span => ({ class: of, start, end });
const answered = (...spans: Span[]): Answer => ({ kind: 'span', spans });

const spans = fc
  .tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(12), fc.integer({ min: 1, max: 6 }))
  .map(([of, start, length]) => span(of, start, start + length));
const acts = fc.array(
  fc.oneof(
    fc.record({
      act: fc.constant('put' as const),
      span: spans,
      instead: fc.option(fc.nat(4), { nil: undefined }),
    }),
    fc.record({ act: fc.constant('take' as const), at: fc.nat(4) }),
  ),
  { maxLength: 20 },
);

test('whatever is put, changed and taken away, the answer is one that the question allows', () => {
  fc.assert(
    fc.property(acts, fc.boolean(), (all, overlap) => {
      const question = ask(overlap);
      let answer: Answer | undefined;
      for (const one of all) {
        const before = spansOf(answer);
        if (one.act === 'take') {
          const gone = before[one.at];
          if (gone === undefined) continue;
          answer = withoutSpan(answer, gone) ?? undefined;
          expect(spansOf(answer)).toEqual(before.filter((each) => !isSame(each, gone)));
        } else {
          const result = withSpan(
            question,
            answer,
            one.span,
            one.instead === undefined ? undefined : before[one.instead],
          );
          if ('fault' in result) continue;
          answer = result.answer;
          expect(spansOf(answer).some((each) => isSame(each, one.span))).toBe(true);
        }
        if (answer?.kind === 'span') expect(spanAllows(question, answer)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test('a refused span changes nothing, and is refused only where it shares text it may not, or there are enough', () => {
  const one = answered(span('a', 2, 6));
  expect(withSpan(ask(false), one, span('b', 5, 8))).toEqual({ fault: 'overlaps' });
  expect(withSpan(ask(true), one, span('a', 5, 8))).toEqual({ fault: 'overlaps' });
  expect(withSpan(ask(true), one, span('b', 5, 8))).toEqual({
    answer: answered(span('a', 2, 6), span('b', 5, 8)),
  });
  expect(withSpan(ask(true, 1), one, span('b', 8, 9))).toEqual({ fault: 'too-many' });
  expect(withSpan(ask(false), one, span('b', 6, 8))).toEqual({
    answer: answered(span('a', 2, 6), span('b', 6, 8)),
  });
});

test('the same words in another class are another class of them, or a further one where the question lets them', () => {
  const one = answered(span('a', 2, 6));
  expect(withSpan(ask(false), one, span('b', 2, 6))).toEqual({ answer: answered(span('b', 2, 6)) });
  expect(withSpan(ask(true), one, span('b', 2, 6))).toEqual({
    answer: answered(span('a', 2, 6), span('b', 2, 6)),
  });
  expect(withSpan(ask(true), one, span('b', 2, 6), span('a', 2, 6))).toEqual({
    answer: answered(span('b', 2, 6)),
  });
});

test('with the last span gone nothing is answered: that there is none has to be said', () => {
  expect(withoutSpan(answered(span('a', 2, 6)), span('a', 2, 6))).toBeNull();
});

const placeAt = (start: number, end: number): Place => [
  { type: 'TextPositionSelector', start, end },
  { type: 'TextQuoteSelector', exact: 'x'.repeat(end - start), prefix: '', suffix: '' },
];

test('a target names the places of all questions’ spans, each once, and no others', () => {
  fc.assert(
    fc.property(fc.array(spans, { maxLength: 8 }), fc.array(spans, { maxLength: 8 }), (some, others) => {
      const all = [...some, ...others].map(({ start, end }) => placeAt(start, end));
      const draft = { one: answered(...some), two: answered(...others), three: { kind: 'unsure' } } as const;
      const target = withPlaces(selectionTargetOf('https://court.example/a', [placeAt(90, 91)]), draft, all);
      expect(placesFit(target, draft)).toBe(true);
      const keys = target.unit === 'selection' ? target.places.map((one) => placeKey(lettersOf(one))) : [];
      expect(new Set(keys).size).toBe(keys.length);
      expect(withPlaces(target, draft, [])).toEqual(target);
      expect(placesFit(withPlaces(target, {}, []), {})).toBe(true);
    }),
    { numRuns: 300 },
  );
});
