import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAmount, formatMoney, hourly } from '../../../lib/view/format-money.ts';
import type { Money } from '../../../lib/view/money.ts';

const money = (units: string, decimals: number): Money => ({
  units,
  decimals,
  symbol: 'tUSD',
  token: `0x${'7a'.repeat(20)}`,
});

test.each([
  ['0', 6, '0.00'],
  ['1', 6, '0.000001'],
  ['250000', 6, '0.25'],
  ['1000000', 6, '1.00'],
  ['1234567890', 6, '1,234.56789'],
  ['5', 0, '5'],
  ['15', 1, '1.5'],
  ['340282366920938463463374607431768211455', 18, '340,282,366,920,938,463,463.374607431768211455'],
  ['9007199254740993', 0, '9,007,199,254,740,993'],
])('%s with %i decimals reads %s', (units, decimals, shown) => {
  expect(formatAmount({ units, decimals }, 'en')).toBe(shown);
});

test('reads as the language writes it', () => {
  expect(formatMoney(money('1234567890', 6), 'es')).toBe('1234,56789\u00a0tUSD');
  expect(formatMoney(money('12345678900', 6), 'es')).toBe('12.345,6789\u00a0tUSD');
});

test('loses no digit of any amount', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }),
      fc.integer({ min: 0, max: 255 }),
      (units, decimals) => {
        const shown = formatAmount({ units: String(units), decimals }, 'en');
        const [whole = '', fraction = ''] = shown.replaceAll(',', '').split('.');
        expect(BigInt(whole + fraction.padEnd(decimals, '0').slice(0, decimals))).toBe(units);
      },
    ),
  );
});

test('an hour at a pace is rounded down, and unknown without a pace', () => {
  expect(hourly(money('250000', 6), 21)?.units).toBe('42850000');
  expect(hourly(money('1', 6), 7200)?.units).toBe('0');
  expect(hourly(money('2', 6), 3600)?.units).toBe('2');
  expect(hourly(money('250000', 6), null)).toBeNull();
  expect(hourly(money('250000', 6), 0)).toBeNull();
});
