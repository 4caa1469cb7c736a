import fc from 'fast-check';
import type { ExportedLabel, ExportedTruth } from '../../../lib/protocol/api/export.ts';
import { activeBuckets } from '../../../lib/protocol/label/activity.ts';
import { assists } from '../../../lib/protocol/label/label.ts';
import { rejections } from '../../../lib/protocol/label/refusal.ts';
import { abstentions } from '../../../lib/protocol/question/abstention.ts';
import type { Body } from '../../../lib/protocol/question/body.ts';
import type { ChoiceQuestion } from '../../../lib/protocol/question/choice.ts';
import type { Answer, Question } from '../../../lib/protocol/question/question.ts';
import { maxSpans, type SpanQuestion } from '../../../lib/protocol/question/span.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { isWithoutControls } from '../../../lib/protocol/scalar/plain-text.ts';
import { isIdentifier } from '../../../lib/protocol/scalar/text.ts';
import { selectionTargetOf } from '../../../lib/protocol/target/places.ts';
import { isAttributeKey } from '../../../lib/protocol/target/unit-text.ts';
import type { Terms } from '../../../lib/protocol/terms/terms.ts';
import termsVectors from '../../vectors/terms.json' with { type: 'json' };

/** Arbitrary values of what is exported, with all that text may hold: quotes, line ends, formulas, any script. */
const hex = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((all): Hex => `0x${Buffer.from(all).toString('hex')}`);

const nasty = fc.constantFrom(
  '=1+1',
  '@x',
  '-2',
  '"',
  '""',
  ',',
  '\n',
  '\t',
  "'",
  '</script>',
  '\u{1f600}',
  'é',
  ']]>',
  '&amp;',
  '|',
);
const text = (max: number, min = 0) =>
  fc
    .array(fc.oneof(fc.string({ unit: 'grapheme' }), nasty))
    .map((parts) => parts.join('').slice(0, max).toWellFormed())
    .filter((given) => given.length >= min && isWithoutControls(given));

const identifier = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,12}[a-z0-9])?$/).filter(isIdentifier);

const choice: fc.Arbitrary<ChoiceQuestion> = fc
  .record({
    id: identifier,
    ask: text(300, 1),
    multiple: fc.boolean(),
    options: fc.uniqueArray(
      fc.record({ id: identifier, label: text(80, 1), hint: fc.option(text(300, 1), { nil: undefined }) }),
      { minLength: 2, maxLength: 6, selector: ({ id }) => id },
    ),
  })
  .map(({ options, ...rest }) => ({
    kind: 'choice',
    ...rest,
    options: options.map(({ hint, ...option }) => (hint === undefined ? option : { ...option, hint })),
  }));

const key = fc.option(fc.constantFrom('1', '9', 'a', 'z'), { nil: undefined });
const span: fc.Arbitrary<SpanQuestion> = fc
  .record({
    id: identifier,
    ask: text(300, 1),
    classes: fc.uniqueArray(
      fc.record({
        id: identifier,
        label: text(80, 1),
        hint: fc.option(text(300, 1), { nil: undefined }),
        key,
      }),
      { minLength: 1, maxLength: 4, selector: ({ id }) => id },
    ),
    spans: fc.constantFrom({ min: 0, max: maxSpans }, { min: 1, max: maxSpans }),
  })
  .map(({ classes, ...rest }) => ({
    kind: 'span',
    ...rest,
    classes: classes.map(({ hint, key: own, ...one }, at) => ({
      ...one,
      ...(hint === undefined ? {} : { hint }),
      // No two have the same.
      ...(own === undefined || classes.findIndex((other) => other.key === own) !== at ? {} : { key: own }),
    })),
    overlap: true,
  }));

export const questions = fc.uniqueArray(fc.oneof<fc.Arbitrary<Question>[]>(choice, span), {
  minLength: 1,
  maxLength: 3,
  selector: ({ id }) => id,
});

/** Passages that every target of unit `selection` quotes here. */
const passages = [
  { start: 3, end: 9, exact: 'profit' },
  { start: 3, end: 20, exact: 'profit, "as\nsaid" =1' },
  { start: 40, end: 47, exact: 'losses' },
];

const answerTo = (asked: Question): fc.Arbitrary<Answer> =>
  fc.oneof(
    fc.constantFrom(...abstentions).map((kind) => ({ kind })),
    asked.kind === 'span' ? spansTo(asked) : choiceTo(asked),
  );
const spansTo = (asked: SpanQuestion): fc.Arbitrary<Answer> =>
  fc.array(fc.constantFrom(...asked.classes), { maxLength: passages.length }).map((classes) => ({
    kind: 'span',
    spans: classes.map(({ id }, at) => ({ class: id, start: passages[at]!.start, end: passages[at]!.end })),
  }));
const choiceTo = (asked: ChoiceQuestion): fc.Arbitrary<Answer> =>
  fc
    .subarray(
      asked.options.map(({ id }) => id),
      { minLength: 1 },
    )
    .map((chosen): Answer => ({ kind: 'choice', chosen: asked.multiple ? chosen : chosen.slice(0, 1) }));
const bodyOf = (asked: readonly Question[]): fc.Arbitrary<Body> =>
  fc.record(Object.fromEntries(asked.map((one) => [one.id, answerTo(one)])));
const posteriorOf = (asked: readonly Question[]) =>
  fc.record(Object.fromEntries(asked.map(({ id }) => [id, fc.nat(1_000_000)])));

const address = fc.webPath().map((path) => new URL(`https://news.example${path}?q="a,b"`).href);
const target = fc.oneof(
  address.map((of) => ({ unit: 'page', unitKey: 'page', address: of }) as const),
  fc
    .record({ address, unitKey: text(40, 1).filter(isAttributeKey), quote: text(200) })
    .map((given) => ({ unit: 'element', ...given }) as const),
  address.map((of) =>
    selectionTargetOf(
      of,
      passages.map(({ start, end, exact }) => [
        { type: 'TextPositionSelector', start, end },
        { type: 'TextQuoteSelector', exact, prefix: 'the ', suffix: ' of' },
      ]),
    ),
  ),
);
const count = fc.nat(0xffff_ffff);
const amount = fc.bigInt(1n, 2n ** 127n).map(String);
const evidence = fc.integer().map((sum) => `scored=40 sum=${sum}`);

const labelOf = (asked: readonly Question[]): fc.Arbitrary<ExportedLabel> =>
  fc
    .tuple(
      fc.record(
        {
          task: hex(32),
          target,
          rationale: text(200, 1),
          body: bodyOf(asked),
          confidence: fc.nat(100),
          assist: fc.constantFrom(...assists),
          activeMs: fc.constantFrom(...activeBuckets),
          createdAt: fc.nat(1_000_000).map((hour) => hour * 3600),
          salts: fc.tuple(hex(16), hex(16)),
          number: count,
          index: fc.nat(255),
          batchHash: hex(32),
          key: hex(20),
          leaf: hex(32),
          price: amount,
          receivedEpoch: count,
        },
        {
          requiredKeys: [
            'task',
            'target',
            'body',
            'assist',
            'activeMs',
            'createdAt',
            'salts',
            'number',
            'index',
            'batchHash',
            'key',
            'leaf',
            'price',
            'receivedEpoch',
          ],
        },
      ),
      fc.record({ settledEpoch: count, posterior: posteriorOf(asked) }),
      amount,
      fc.constantFrom(...rejections),
      evidence,
      fc.constantFrom('received', 'held', 'paid', 'rejected'),
      fc.option(fc.record({ dataset: hex(32), weight: fc.maxSafeNat() }), { nil: {} }),
    )
    .map(([signed, settled, credit, code, because, state, owned]): ExportedLabel => {
      if (state === 'paid') return { ...signed, ...settled, state, credit, ...owned };
      if (state === 'rejected') return { ...signed, ...settled, state, credit: '0', code, evidence: because };
      return { ...signed, state };
    });

const truthOf = (asked: readonly Question[]): fc.Arbitrary<ExportedTruth> =>
  fc.record({
    task: hex(32),
    target,
    truth: bodyOf(asked),
    posterior: posteriorOf(asked),
    labels: fc.integer({ min: 1, max: 100 }),
    settledEpoch: count,
  });

const someTerms: Terms = JSON.parse(termsVectors.cases[0]!.text);
const termsWith = (asked: Question[]): Terms => ({
  ...someTerms,
  questions: asked,
  targets: { unit: 'element', selector: 'article', key: 'data-post-id' },
});

/** A campaign with some labels and truths. */
export const dataset = questions.chain((asked) =>
  fc.record({
    about: fc.record({ campaign: hex(32), terms: fc.constant(termsWith(asked)) }),
    labels: fc.array(labelOf(asked), { maxLength: 8 }),
    truths: fc.array(truthOf(asked), { maxLength: 4 }),
  }),
);

export type Dataset = typeof dataset extends fc.Arbitrary<infer Given> ? Given : never;
