/**
 * An amount in whole tokens, as a person types it, in smallest units: `0.25` with 6 decimals is 250000. Undefined when it
 * is no such number, finer than the token, or too large for a contract.
 */
export function unitsOf(typed: string, decimals: number): bigint | undefined {
  const [, whole = '', fraction = ''] = /^\s*([0-9]{0,39})(?:[.,]([0-9]{0,36}))?\s*$/.exec(typed) ?? [];
  const fine = fraction.replace(/0+$/, '');
  if (`${whole}${fraction}` === '' || fine.length > decimals) return undefined;
  const units = BigInt(whole || '0') * 10n ** BigInt(decimals) + BigInt(fine.padEnd(decimals, '0') || '0');
  return units < 2n ** 128n ? units : undefined;
}

/** Smallest units in whole tokens, as a person would type them. */
export function typedOf(units: bigint, decimals: number): string {
  const digits = String(units).padStart(decimals + 1, '0');
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - decimals);
  return decimals === 0 || fraction === '' ? whole : `${whole}.${fraction}`;
}

/** A whole number as typed; undefined when it is none. */
export const wholeOf = (typed: string): number | undefined =>
  /^\s*[0-9]{1,9}\s*$/.test(typed) ? Number(typed) : undefined;

/** A number with decimals, as typed. */
export const numberOf = (typed: string): number | undefined =>
  /^\s*[0-9]{1,9}(?:[.,][0-9]{1,6})?\s*$/.test(typed) ? Number(typed.replace(',', '.')) : undefined;
