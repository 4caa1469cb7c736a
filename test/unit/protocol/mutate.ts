import fc from 'fast-check';

type Path = (string | number)[];

function isBranch(value: unknown): value is Record<string, unknown> | unknown[] {
  return typeof value === 'object' && value !== null;
}

/** Every place in a JSON value, the value itself first. */
export function pathsOf(value: unknown): Path[] {
  if (!isBranch(value)) return [[]];
  const below = Object.entries(value).flatMap(([key, inner]) =>
    pathsOf(inner).map((path): Path => [Array.isArray(value) ? Number(key) : key, ...path]),
  );
  return [[], ...below];
}

/** A copy of a JSON value in which what stands at the path is changed. */
export function changedAt(
  value: unknown,
  [head, ...rest]: Path,
  change: (value: unknown) => unknown,
): unknown {
  if (head === undefined) return change(value);
  if (Array.isArray(value))
    return value.flatMap((inner, index) => (index === head ? kept(changedAt(inner, rest, change)) : [inner]));
  if (!isBranch(value)) return value;
  const entries = Object.entries(value).flatMap(([key, inner]) =>
    key === head
      ? kept(changedAt(inner, rest, change)).map((changed): [string, unknown] => [key, changed])
      : [[key, inner]],
  );
  return Object.fromEntries(entries);
}

/** What becomes `undefined` is left out. */
const kept = (value: unknown) => (value === undefined ? [] : [value]);

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' }),
  fc.constantFrom<unknown[]>(
    '',
    '0',
    '00',
    '-1',
    '1e3',
    '340282366920938463463374607431768211456',
    '0x',
    `0x${'F'.repeat(40)}`,
    `0x${'g'.repeat(64)}`,
    `0x${'0'.repeat(64)}`,
    'https://news.example/#',
    'constructor',
    'a\ufeff',
    '\u202e',
    -1,
    0.5,
    2 ** 32,
    2 ** 53,
    1e21,
    true,
    null,
    [],
    {},
    [[]],
  ),
);

const keys = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'extra', '0', ''),
  fc.string(),
);

const changes: fc.Arbitrary<(value: unknown) => unknown> = fc.oneof(
  odd.map((value) => () => value),
  fc.constant(() => undefined),
  fc.tuple(keys, odd).map(([key, value]) => (given: unknown) => {
    if (Array.isArray(given)) return [...given, value];
    if (!isBranch(given)) return value;
    return Object.defineProperty({ ...given }, key, { value, enumerable: true, configurable: true });
  }),
  fc.constant((given: unknown) =>
    Array.isArray(given) ? given.toReversed() : isBranch(given) ? Object.values(given) : [given],
  ),
  fc.constant((given: unknown) => (Array.isArray(given) ? [...given, ...given] : String(given))),
);

/** The JSON text of one of these values with one place changed. */
export const mutations = (values: readonly unknown[]): fc.Arbitrary<string> =>
  fc
    .constantFrom(...values.flatMap((value) => pathsOf(value).map((path) => ({ value, path }))))
    .chain(({ value, path }) =>
      changes.map((change) => JSON.stringify(changedAt(value, path, change)) ?? 'null'),
    );
