/** A time in words, in seconds up to a minute and in whole minutes from there on. */
export function formatDuration(ms: number, locale: string): string {
  const [value, unit] = ms < 60_000 ? [ms / 1000, 'second'] : [Math.round(ms / 60_000), 'minute'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 0 }).format(value);
}
