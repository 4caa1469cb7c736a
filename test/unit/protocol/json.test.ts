import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { jsonFault, parseJson, parseValue } from '../../../lib/protocol/api/json.ts';

const anything = v.unknown();
const wellFormed = (value: string) => value.isWellFormed() && !value.includes('\0');
const strings = fc.string({ unit: 'binary', maxLength: 12 }).filter(wellFormed);
const numbers = fc.oneof(
  fc.maxSafeInteger(),
  fc.double({ noNaN: true }).filter((value) => !Number.isInteger(value) && Number.isFinite(value)),
);
const values = fc.anything({
  values: [strings, numbers, fc.boolean(), fc.constant(null)],
  key: strings,
  maxDepth: 5,
  maxKeys: 6,
  withNullPrototype: false,
});

test('what JSON.stringify writes of ordinary values is read as it is', () => {
  const property = fc.property(
    values,
    fc.constantFrom(undefined, 2, '\t', ' '.repeat(10)),
    (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(jsonFault(text)).toBeUndefined();
      const read = parseJson(anything, text);
      expect(read.ok && JSON.stringify(read.value)).toBe(JSON.stringify(value));
    },
  );
  fc.assert(property, { numRuns: 400 });
});

test('text that speaks of NUL and surrogates, and has none, is read', () => {
  for (const value of [
    '\\u0000',
    '\\ud800',
    '\\\\u0000',
    '📚',
    '\ud83d\ude00',
    'a:b',
    '"',
    '{"a":1,"a":2}',
    '1e400',
  ])
    expect(jsonFault(JSON.stringify({ [value]: [value] }))).toBeUndefined();
});

const spelled = (key: string) =>
  [...key].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const blanks = fc.stringMatching(/^[\t\n\r ]{0,40}$/);

test('a key twice in one object is refused, however it is written', () => {
  const keys = fc.stringMatching(/^[a-z"\\/:{}é]{0,6}$/);
  const property = fc.property(
    keys,
    blanks,
    blanks,
    fc.boolean(),
    fc.nat(9),
    (key, before, after, escaped, depth) => {
      const first = JSON.stringify(key);
      const second = escaped ? `"${spelled(key)}"` : first;
      const between = `"x y":[{${first}:1}],`;
      const text = `${'['.repeat(depth)}{${first}${before}:{},${between}${second}${after}: 2}${']'.repeat(depth)}`;
      expect(JSON.parse(text)).toBeDefined();
      expect(jsonFault(text)).toMatch(/^key twice/);
    },
  );
  fc.assert(property);
});

test('the same key in two objects is no fault', () => {
  expect(jsonFault('[{"a":{"a":[{"a":"a"},{"a":"a"}]}},{"a":1,"b":"a"}]')).toBeUndefined();
});

test.each([
  ['NUL', '"a\0b"'],
  ['NUL', String.raw`"a\u0000b"`],
  ['NUL', String.raw`{"\u0000":1}`],
  ['lone surrogate', '"\ud800"'],
  ['lone surrogate', '{"\udc00":1}'],
  ['lone surrogate', String.raw`"\ud800"`],
  ['lone surrogate', String.raw`"\uDC00\uD800"`],
  ['lone surrogate', String.raw`{"a":["x",{"\uDbFf":1}]}`],
  ['lone surrogate', `"\\ud83d${String.raw`\u0041`}"`],
  ['number out of range', '1e400'],
  ['number out of range', '[-1e400]'],
  ['number out of range', '9007199254740992'],
  ['number out of range', '{"a":-9007199254740993}'],
  ['number out of range', '9007199254740992.0'],
  ['number out of range', `0.${'1'.repeat(30)}`],
  ['number out of range', `1${'0'.repeat(400)}`],
])('%s: %j is refused', (fault, text) => {
  expect(jsonFault(text)).toBe(fault);
  expect(parseJson(anything, text)).toEqual({ ok: false, detail: fault });
});

test('the largest numbers that JSON readers agree on are read', () => {
  for (const text of [
    '9007199254740991',
    '-9007199254740991',
    '-1.2345678901234567e-300',
    '0',
    '-0',
    '5e-324',
  ])
    expect(jsonFault(text)).toBeUndefined();
});

test('nesting is read to sixteen levels and refused beyond', () => {
  const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);
  expect(jsonFault(nested(16, '[', ']'))).toBeUndefined();
  expect(jsonFault(nested(17, '[', ']'))).toBe('nested deeper than 16');
  expect(jsonFault(`${'{"a":'.repeat(17)}1`)).toBe('nested deeper than 16');
  expect(jsonFault(`[${'[],'.repeat(1000)}[]]`)).toBeUndefined();
});

const jsonLike = fc
  .array(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ':',
      ',',
      '\\',
      '\\u',
      'd800',
      '0',
      '-',
      '1e9',
      ' ',
      'a',
      '\ud83d',
      '\0',
    ),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(''));

test('no text at all makes the door throw, and what passes it is JSON', () => {
  const property = fc.property(fc.oneof(fc.string({ unit: 'binary' }), jsonLike), (text) => {
    const fault = jsonFault(text);
    const read = parseJson(anything, text);
    if (read.ok) expect(fault).toBeUndefined();
    else expect(read.detail).toBe(fault ?? 'not JSON');
  });
  fc.assert(property, { numRuns: 2000 });
});

test('a fault says little, and what JSON readers can read', () => {
  const long = '📚'.repeat(5000);
  const answers = [
    parseJson(anything, `{"${long}":1,"${long}":2}`),
    parseJson(v.strictObject({}), JSON.stringify({ [long]: 1 })),
    parseJson(v.strictObject({ a: v.picklist(['b']) }), JSON.stringify({ a: long })),
    parseValue(v.picklist(['b']), `\0${long}`),
    parseValue(v.picklist(['b']), '\ud800'),
  ];
  for (const read of answers) {
    const detail = read.ok ? '' : read.detail;
    expect(detail.length).toBeGreaterThan(5);
    expect(detail.length).toBeLessThanOrEqual(300);
    expect(jsonFault(JSON.stringify({ detail }))).toBeUndefined();
  }
});

const size = 4_000_000;
// Each takes milliseconds when one pass is enough, and would never end if it were not.
test.each([
  ['one long string', `"${'a'.repeat(size)}"`],
  ['a string of escapes', `"${'\\"'.repeat(size / 2)}"`],
  ['a string that never ends', `"${'\\"'.repeat(size / 2)}`],
  ['blanks before a colon', `{"a"${' '.repeat(size)}:1}`],
  ['blanks after every string', `[${`"a"${' '.repeat(16)},`.repeat(size / 20)}"a"]`],
  ['many keys', `{${Array.from({ length: size / 10 }, (_, i) => `"${i}":1`).join(',')}}`],
  ['many short strings', `[${'"",'.repeat(size / 3)}""]`],
  ['one long number', '1'.repeat(size)],
  ['many signs', '-'.repeat(size)],
  ['many numbers', `[${'1,'.repeat(size / 2)}1]`],
  ['brackets that close nothing', ']'.repeat(size)],
  ['backslashes outside a string', '\\'.repeat(size)],
])('four million characters are read in one pass: %s', (_, text) => {
  const read = parseJson(anything, text);
  expect([true, false]).toContain(read.ok);
});

test('a body full of broken strings costs no more than its first one', () => {
  const text = `[${'"\\q",'.repeat(700_000)}1]`;
  const start = performance.now();
  expect(jsonFault(text)).toBe('not JSON');
  // Parsing them one after the other takes seconds.
  expect(performance.now() - start).toBeLessThan(1000);
});

test('a key twice is found among any number of keys', () => {
  for (let count = 1; count < 40; count++)
    for (let twice = 0; twice < count; twice++) {
      const keys = Array.from({ length: count }, (_, at) => `"k${at}":0`);
      expect(jsonFault(`{${keys}}`)).toBeUndefined();
      expect(jsonFault(`{${keys},"k${twice}":0}`)).toBe(`key twice: k${twice}`);
    }
});
