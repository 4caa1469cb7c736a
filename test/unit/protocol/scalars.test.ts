import * as v from 'valibot';
import { expect, test } from 'vitest';
import { amount, amountAboveZero } from '../../../lib/protocol/scalar/amount.ts';
import { address, bytes16, bytes32, signature } from '../../../lib/protocol/scalar/hex.ts';
import { uint16, uint32 } from '../../../lib/protocol/scalar/integer.ts';
import { text } from '../../../lib/protocol/scalar/text.ts';

const max128 = 2n ** 128n - 1n;

test('an amount is a whole number below 2¹²⁸ in its one spelling', () => {
  for (const value of ['0', '1', '10000', '9'.repeat(38), String(max128 - 1n), String(max128)])
    expect([value, v.is(amount, value)]).toEqual([value, true]);
  const others = [
    '',
    '00',
    '01',
    '-1',
    '+1',
    '1.0',
    '1e3',
    ' 1',
    '1\n',
    '0x1',
    '１',
    1,
    1n,
    null,
    '9'.repeat(39),
    '1'.repeat(40),
  ];
  for (const value of [...others, String(max128 + 1n)])
    expect([value, v.is(amount, value)]).toEqual([value, false]);
  expect(v.is(amountAboveZero, '0')).toBe(false);
  expect(v.is(amountAboveZero, '1')).toBe(true);
});

test('hex is lower-case and of its exact length', () => {
  const lengths = [
    [address, 40],
    [bytes16, 32],
    [bytes32, 64],
    [signature, 130],
  ] as const;
  for (const [schema, length] of lengths) {
    expect(v.is(schema, `0x${'a'.repeat(length)}`)).toBe(true);
    for (const digits of [
      'A'.repeat(length),
      'g'.repeat(length),
      'a'.repeat(length - 1),
      'a'.repeat(length + 1),
      `${'a'.repeat(length)}\n`,
    ])
      expect(v.is(schema, `0x${digits}`)).toBe(false);
    for (const value of ['a'.repeat(length), `0X${'a'.repeat(length)}`, [`0x${'a'.repeat(length)}`], null])
      expect(v.is(schema, value)).toBe(false);
  }
});

test('an integer is whole and within its bounds', () => {
  for (const value of [0, 65_535]) expect(v.is(uint16, value)).toBe(true);
  for (const value of [0, 2 ** 32 - 1]) expect(v.is(uint32, value)).toBe(true);
  for (const value of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 32, '1', 1n, null])
    expect([v.is(uint16, value), v.is(uint32, value)]).toEqual([false, false]);
});

test('text holds what people write and nothing that hides', () => {
  const words = text(40, 1);
  for (const value of ['a', 'tab\tline\nend', '“naïve” 漢 📚', 'שלום', '\u200d', 'x'.repeat(40)])
    expect(v.is(words, value)).toBe(true);
  for (const value of [
    '',
    'x'.repeat(41),
    'a\0',
    'a\r',
    '\u001b[0m',
    '\u0085',
    '\u202eabc',
    '\u2066',
    '\ud800',
    7,
  ])
    expect([value, v.is(words, value)]).toEqual([value, false]);
});
