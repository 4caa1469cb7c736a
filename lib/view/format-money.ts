import type { Money } from './money.ts';

/**
 * An amount in full, in the manner of the language: every digit that is not a trailing zero, at least two decimals
 * where the token has them. Whole numbers only, so that nothing is rounded.
 * @param money `units` are decimal digits of the smallest unit
 */
export function formatAmount({ units, decimals }: Pick<Money, 'units' | 'decimals'>, locale: string): string {
  const digits = units.padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  const shown = new Intl.NumberFormat(locale).format(BigInt(whole));
  const least = fraction.padEnd(Math.min(2, decimals), '0');
  return least === '' ? shown : `${shown}${decimalMark(locale)}${least}`;
}

/** With the token's symbol, which may not break away from the number. */
export function formatMoney(money: Money, locale: string): string {
  return `${formatAmount(money, locale)}\u00a0${money.symbol}`;
}

/** What an hour at this pace brings, rounded down to hundredths where it has them; null when the pace is not known. */
export function hourly(price: Money, medianSeconds: number | null): Money | null {
  if (medianSeconds === null || medianSeconds <= 0) return null;
  const milliseconds = BigInt(Math.round(medianSeconds * 1000));
  if (milliseconds === 0n) return null;
  const units = (BigInt(price.units) * 3_600_000n) / milliseconds;
  const hundredth = 10n ** BigInt(Math.max(0, price.decimals - 2));
  return { ...price, units: String(units < hundredth ? units : units - (units % hundredth)) };
}

const decimalMark = (locale: string): string =>
  new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.';
