import fc from 'fast-check';
import { activeBuckets } from '../../../lib/protocol/label/activity.ts';
import type { Label } from '../../../lib/protocol/label/label.ts';
import { assists } from '../../../lib/protocol/label/label.ts';
import type { Answer } from '../../../lib/protocol/question/question.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { textKey } from '../../../lib/protocol/signed/text-key.ts';
import { canonicalAddress } from '../../../lib/protocol/target/address.ts';
import { lettersOf, selectionTargetOf } from '../../../lib/protocol/target/places.ts';
import type { Place } from '../../../lib/protocol/target/selection.ts';
import { pageTargetOf, type Target } from '../../../lib/protocol/target/target.ts';
import { normalText, quoteOf } from '../../../lib/protocol/target/unit-text.ts';

/** Arbitrary valid values of the protocol. */
export const hexOf = (bytes: number): fc.Arbitrary<Hex> =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((value): Hex => `0x${Buffer.from(value).toString('hex')}`);

export const amounts = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map(String);

const identifiers = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,8}[a-z0-9])?$/);

/** Well-formed text without control characters, as a person types it. */
const texts = (max: number) =>
  fc
    .string({ unit: 'binary', maxLength: max })
    .map((value) => value.replace(/(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '·'))
    .map((value) => value.slice(0, max).toWellFormed());

const pages = fc
  .webUrl({ withQueryParameters: true, withFragments: true })
  .map((url) => canonicalAddress(url, undefined, ['id', 'a']))
  .filter((url) => url !== undefined);

const elements: fc.Arbitrary<Target> = fc
  .tuple(pages, texts(600).map(normalText), identifiers, fc.boolean())
  .map(([address, normal, name, digested]) => ({
    unit: 'element',
    unitKey: digested ? textKey(normal) : name,
    address,
    quote: quoteOf(normal),
  }));

const letters = fc
  .tuple(fc.nat(9_000_000), fc.integer({ min: 1, max: 4000 }))
  .map(([start, length]) => ({ start, end: start + length }));

const places: fc.Arbitrary<Place> = fc
  .tuple(letters, texts(40), texts(90), fc.option(fc.integer({ min: 2, max: 9 }), { nil: undefined }))
  .map(([{ start, end }, context, exact, copies]) => [
    { type: 'TextPositionSelector', start, end },
    {
      type: 'TextQuoteSelector',
      exact: exact === '' ? 'x' : exact,
      prefix: context,
      suffix: context,
      ...(copies === undefined
        ? {}
        : { copies, rivals: [[copies, 0]], ...(copies > 5 && { beside: [[65_535, copies]] }) }),
    },
  ]);

const selections: fc.Arbitrary<Target> = fc
  .tuple(pages, fc.uniqueArray(places, { maxLength: 4, selector: (place) => lettersOf(place).start }))
  .map(([address, some]) =>
    selectionTargetOf(
      address,
      some.toSorted((a, b) => lettersOf(a).start - lettersOf(b).start),
    ),
  );

const spans = fc
  .array(fc.tuple(identifiers, letters), { maxLength: 4 })
  .map((some): Answer => ({ kind: 'span', spans: some.map(([name, at]) => ({ class: name, ...at })) }));

const answers: fc.Arbitrary<Answer> = fc.oneof(
  spans,
  fc.array(identifiers, { minLength: 1, maxLength: 5 }).map((chosen): Answer => ({ kind: 'choice', chosen })),
  fc.constantFrom<Answer>({ kind: 'unsure' }, { kind: 'not-applicable' }, { kind: 'page-broken' }),
);

export const labels: fc.Arbitrary<Label> = fc.record(
  {
    task: hexOf(32),
    target: fc.oneof(pages.map(pageTargetOf), elements, selections),
    rationale: texts(60).filter((value) => value.length > 0),
    body: fc.dictionary(identifiers, answers, { maxKeys: 4, noNullPrototype: true }),
    confidence: fc.integer({ min: 0, max: 100 }),
    assist: fc.constantFrom(...assists),
    activeMs: fc.constantFrom(...activeBuckets),
    createdAt: fc.nat(1_000_000).map((hours) => hours * 3600),
    salts: fc.tuple(hexOf(16), hexOf(16)),
  },
  {
    requiredKeys: ['task', 'target', 'body', 'assist', 'activeMs', 'createdAt', 'salts'],
    noNullPrototype: true,
  },
);
