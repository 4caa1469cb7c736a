import fc from 'fast-check';
import { readJson } from '../../../lib/protocol/api/json.ts';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import { changedAt, mutations, pathsOf } from '../protocol/mutate.ts';

const anyText = fc.string({ unit: 'binary' });

/** Text with a part cut out and another put in its place. */
const broken = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...texts), fc.nat(), fc.nat(40), anyText).map(([text, place, cut, put]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + put + text.slice(at + cut);
  });

const nested = (depth: number): unknown => (depth === 0 ? [] : [nested(depth - 1)]);

const huge = fc.constantFrom<((value: unknown) => unknown)[]>(
  () => 'a'.repeat(20_000),
  () => '9'.repeat(5000),
  () => `0x${'0'.repeat(20_000)}`,
  () => nested(40),
  () => 2 ** 53,
  () => '\u0000'.repeat(1000),
  () => Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`k${n}`, n])),
  (value) => Array.from({ length: 1000 }, () => value),
);

/** One place of a valid value grown far beyond what anybody needs. */
const swollen = (values: readonly unknown[]): fc.Arbitrary<string> =>
  fc
    .constantFrom(...values.flatMap((value) => pathsOf(value).map((path) => ({ value, path }))))
    .chain(({ value, path }) => huge.map((grow) => JSON.stringify(changedAt(value, path, grow))));

/** JSON text near these values: a place changed or swollen, the text broken, or anything at all. */
export const jsonNear = (values: readonly unknown[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 60, arbitrary: mutations(values) },
    { weight: 25, arbitrary: broken(values.map((value) => JSON.stringify(value))) },
    { weight: 10, arbitrary: anyText },
    { weight: 5, arbitrary: swollen(values) },
  );

/** RFC 8785 text near this value: of a changed one, or with a character put in another's place. */
export function canonicalNear(value: unknown): fc.Arbitrary<string> {
  const text = canonicalText(value);
  const changed = jsonNear([value]).map((given) => {
    const read = readJson(given);
    return read.ok ? canonicalText(read.value) : given.toWellFormed();
  });
  const touched = fc
    .tuple(fc.nat(text.length - 1), fc.constantFrom(...'0123456789abcdefxyzAÉ"\\{},.:/?-% '))
    .map(([at, put]) => (text.slice(0, at) + put + text.slice(at + 1)).toWellFormed());
  return fc.oneof(changed, { weight: 2, arbitrary: touched });
}

/** Plain text near these. */
export const textNear = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 70, arbitrary: broken(texts) },
    { weight: 25, arbitrary: anyText },
    {
      weight: 5,
      arbitrary: fc
        .tuple(fc.constantFrom(...texts), fc.nat(5000))
        .map(([text, times]) => text.repeat(times % 50)),
    },
  );
