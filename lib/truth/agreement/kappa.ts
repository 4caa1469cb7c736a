/** How much of an error it is to take one of a row of classes for another: all alike, by distance, by its square. */
export type ErrorWeight = 'none' | 'linear' | 'quadratic';

/**
 * Cohen's kappa: the agreement of two raters beyond chance, each guessing with its own frequencies.
 *
 * @param table how often the first rater said the row while the second said the column
 * @returns NaN where nothing was rated, or where both always said one and the same
 */
export function cohen(table: readonly (readonly number[])[], weight: ErrorWeight = 'none'): number {
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = table.map((_, said) => table.reduce((sum, row) => sum + row[said]!, 0));
  const all = rows.reduce((sum, count) => sum + count, 0);
  let observed = 0;
  let expected = 0;
  for (const [a, row] of table.entries())
    for (const [b, count] of row.entries()) {
      const error = errorOf(Math.abs(a - b), weight);
      observed += error * count;
      expected += (error * rows[a]! * columns[b]!) / all;
    }
  return expected > 0 ? 1 - observed / expected : Number.NaN;
}

function errorOf(distance: number, weight: ErrorWeight): number {
  if (weight === 'none') return distance === 0 ? 0 : 1;
  return weight === 'linear' ? distance : distance * distance;
}

/**
 * Fleiss' kappa: the agreement of as many raters on every subject beyond chance, all guessing with the same frequencies.
 *
 * @param counts per subject and class: how many raters said it
 * @returns NaN for fewer than two raters, other numbers of raters on some subjects, or only one class
 */
export function fleiss(counts: readonly (readonly number[])[]): number {
  const raters = (counts[0] ?? []).reduce((sum, count) => sum + count, 0);
  if (raters < 2) return Number.NaN;
  const totals = new Array<number>(counts[0]!.length).fill(0);
  let agreeing = 0;
  for (const row of counts) {
    let said = 0;
    for (const [at, count] of row.entries()) {
      totals[at]! += count;
      said += count;
      agreeing += (count * (count - 1)) / (raters * (raters - 1));
    }
    if (said !== raters) return Number.NaN;
  }
  const all = raters * counts.length;
  const chance = totals.reduce((sum, total) => sum + (total / all) * (total / all), 0);
  return chance < 1 ? (agreeing / counts.length - chance) / (1 - chance) : Number.NaN;
}
