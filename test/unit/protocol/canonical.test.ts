import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalText, hashJson } from '../../../lib/protocol/signed/canonical.ts';
import { hashText } from './by-hand.ts';

test('RFC 8785, section 3.2.2: primitive values', () => {
  const given = String.raw`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  }`;
  const wanted = String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`;
  expect(canonicalText(JSON.parse(given))).toBe(wanted);
});

test('RFC 8785, section 3.2.3: names are sorted by UTF-16 units', () => {
  const given = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  };
  const order = [...canonicalText(given).matchAll(/:"([^"]+)"/g)].map(([, value]) => value);
  expect(order).toEqual([
    'Carriage Return',
    'One',
    'Control',
    'Latin Small Letter O With Diaeresis',
    'Euro Sign',
    'Emoji: Grinning Face',
    'Hebrew Letter Dalet With Dagesh',
  ]);
});

// RFC 8785, appendix B.
test.each([
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
])('RFC 8785, appendix B: the number %s is written %s', (bits, text) => {
  expect(canonicalText(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text);
});

test('what is not JSON has no canonical text', () => {
  for (const value of [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '\ud800',
    ['\udc00'],
    { '\ud83d': 1 },
    1n,
    undefined,
  ])
    expect(() => canonicalText(value)).toThrow();
});

test('the canonical text means the same value, and does not depend on the order of its fields', () => {
  const property = fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
    const value: unknown = JSON.parse(json);
    const text = canonicalText(value);
    expect(text).toBe(canonicalize(value));
    expect(canonicalText(JSON.parse(text))).toBe(text);
    expect(canonicalText(reversed(value))).toBe(text);
    expect(hashJson(value)).toBe(hashText(text));
  });
  fc.assert(property);
});

function reversed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, inner]) => [name, reversed(inner)]),
  );
}

test('fields without a value are left out, and what is no JSON value is refused, in whatever order fields stand', () => {
  const hidden = { a: 1, b: undefined, c: { toJSON: 'x' } };
  expect(canonicalText(hidden)).toBe('{"a":1,"c":{"toJSON":"x"}}');
  for (const wrong of [Number.NaN, 1n, '\ud800', undefined])
    for (const value of [{ a: [wrong] }, { b: 1, a: [{ c: wrong, d: [wrong] }] }])
      expect(() => canonicalText(value)).toThrow(TypeError);
});
