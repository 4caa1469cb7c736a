/**
 * Krippendorff's alpha: the agreement of any number of raters, with gaps, beyond what their answers would give by chance
 * (K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011). 1 is perfect, 0 is chance. It says whether a question
 * is clear, not whether a rater is good: 0.8 and more is reliable, 0.667 and more tentative.
 */
export type Level = 'nominal' | 'ordinal' | 'interval' | 'ratio';

/**
 * @param data raters × units; null where a rater did not answer
 * @returns NaN where no unit has two answers, or where all answers are alike
 */
export function alpha(data: readonly (readonly (number | null)[])[], level: Level): number {
  const width = data.reduce((most, row) => Math.max(most, row.length), 0);
  const units = Array.from({ length: width }, (_, unit) =>
    data.flatMap((row) => {
      const value = row[unit];
      return value === null || value === undefined ? [] : [value];
    }),
  );
  return alphaOfUnits(units, level);
}

/** The same, from the answers to each unit. */
export function alphaOfUnits(units: readonly (readonly number[])[], level: Level): number {
  const paired = units.filter((answers) => answers.length > 1);
  const values = [...new Set(paired.flat())].sort((a, b) => a - b);
  const rank = new Map(values.map((value, at) => [value, at]));
  const counts = paired.map((answers) => countsOf(answers, rank));
  const totals = values.map((_, at) => counts.reduce((sum, count) => sum + count[at]!, 0));
  const far = distances(values, totals, level);
  const all = totals.reduce((sum, count) => sum + count, 0);
  let observed = 0;
  for (const count of counts)
    observed += pairsApart(count, far) / (count.reduce((sum, one) => sum + one, 0) - 1);
  const expected = pairsApart(totals, far) / (all - 1);
  return expected > 0 ? 1 - observed / expected : Number.NaN;
}

function countsOf(answers: readonly number[], rank: ReadonlyMap<number, number>): number[] {
  const counts = new Array<number>(rank.size).fill(0);
  for (const value of answers) counts[rank.get(value)!]! += 1;
  return counts;
}

/** The summed distance of all pairs of answers, each pair once. */
function pairsApart(counts: readonly number[], far: readonly (readonly number[])[]): number {
  let sum = 0;
  for (let a = 0; a < counts.length; a++) {
    if (counts[a] === 0) continue;
    for (let b = a + 1; b < counts.length; b++) sum += counts[a]! * counts[b]! * far[a]![b]!;
  }
  return sum;
}

function distances(values: readonly number[], totals: readonly number[], level: Level): number[][] {
  return values.map((a, from) =>
    values.map((b, to) => {
      if (to <= from || level === 'nominal') return to === from ? 0 : 1;
      if (level === 'interval') return (b - a) * (b - a);
      if (level === 'ratio') return a + b === 0 ? 0 : ((b - a) / (a + b)) * ((b - a) / (a + b));
      let between = (totals[from]! + totals[to]!) / 2;
      for (let at = from + 1; at < to; at++) between += totals[at]!;
      return between * between;
    }),
  );
}
