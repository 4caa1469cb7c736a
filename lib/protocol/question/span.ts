import * as v from 'valibot';
import { integer } from '../scalar/integer.ts';
import { identifier, text } from '../scalar/text.ts';

/** The most spans that one answer may have. */
export const maxSpans = 200;
/** The last letter that a span can reach, in the letters of the text model (docs/anchoring.md). */
export const maxLetter = 10_000_000;

const spanClass = v.strictObject({
  id: identifier,
  label: text(80, 1),
  /** What this class covers, shown on demand. */
  hint: v.optional(text(300, 1)),
  /** The key that gives it in labeling mode; without one its place in the list says which. */
  key: v.optional(v.pipe(v.string(), v.regex(/^[1-9a-z]$/, 'must be one of 1-9 and a-z'))),
});

const differ = (values: readonly string[]) => new Set(values).size === values.length;

/** Passages of the page's text, each of one of 1 to 40 classes. */
export const spanQuestion = v.strictObject({
  kind: v.literal('span'),
  id: identifier,
  ask: text(300, 1),
  classes: v.pipe(
    v.array(spanClass),
    v.minLength(1),
    v.maxLength(40),
    v.check((classes) => differ(classes.map(({ id }) => id)), 'class ids must differ'),
    v.check(
      (classes) => differ(classes.flatMap(({ key }) => key ?? [])),
      'no two classes can have the same key',
    ),
  ),
  /** How many an answer has. With a least of 0, that there are none is an answer. */
  spans: v.pipe(
    v.strictObject({ min: integer(0, maxSpans), max: integer(1, maxSpans) }),
    v.check(({ min, max }) => min <= max, 'spans: min must not exceed max'),
  ),
  /** Whether spans of different classes may share text. Those of one class never do. */
  overlap: v.boolean(),
});

/**
 * The letters from `start` up to, without, `end`, counted from the start of the body in text model version 1. What they
 * say stands in the target alone, so that an answer can be public.
 */
export const span = v.pipe(
  v.strictObject({ class: identifier, start: integer(0, maxLetter), end: integer(1, maxLetter) }),
  v.check(({ start, end }) => start < end, 'a span must hold a letter'),
);

/** By start, then end, then the class's place in the question: one spelling per answer. */
export const spanAnswer = v.strictObject({
  kind: v.literal('span'),
  spans: v.pipe(v.array(span), v.maxLength(maxSpans)),
});

export type SpanClass = v.InferOutput<typeof spanClass>;
export type SpanQuestion = v.InferOutput<typeof spanQuestion>;
export type Span = v.InferOutput<typeof span>;
export type SpanAnswer = v.InferOutput<typeof spanAnswer>;
