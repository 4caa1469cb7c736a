/** A share as a percentage, with as many decimals as tell something. @param ppm parts per million */
export const formatPpm = (ppm: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(ppm / 1_000_000);
