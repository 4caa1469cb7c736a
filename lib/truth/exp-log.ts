/**
 * exp and log from + − × ÷ alone. Those are rounded alike everywhere (IEEE 754), while the language leaves Math.exp and
 * Math.log to the engine: a posterior must be the same to the bit in Node, Chromium and Firefox (P11).
 */
/** ln 2 in two parts; the first has so few digits that its product with a whole number is exact. */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const log2e = 1 / (ln2High + ln2Low);

const smallest = -1074;
const largest = 1023;
/** 2 to the n at n − smallest. */
const powers = new Float64Array(largest - smallest + 1);
for (let n = 0, power = 1; n <= largest; n++, power *= 2) powers[n - smallest] = power;
for (let n = -1, power = 0.5; n >= smallest; n--, power /= 2) powers[n - smallest] = power;

/** 1/n! at n, and 1/(2n + 3) at n: the series of exp and of the area tangent. */
const factorials = new Float64Array(14).fill(1);
for (let n = 1; n < 14; n++) factorials[n] = factorials[n - 1]! / n;
const odds = Float64Array.from({ length: 10 }, (_, n) => 1 / (2 * n + 3));

/** e to the x, within two units in the last place; 0 where no number is small enough. */
export function exp(x: number): number {
  if (!(x > -745.2)) return x <= -745.2 ? 0 : x;
  if (x > 709.7) return Number.POSITIVE_INFINITY;
  const n = Math.floor(x * log2e + 0.5);
  const r = x - n * ln2High - n * ln2Low;
  let sum = factorials[13]!;
  for (let term = 12; term >= 0; term--) sum = factorials[term]! + r * sum;
  return n > largest ? sum * 2 * powers[n - 1 - smallest]! : sum * powers[n - smallest]!;
}

/** The natural logarithm of a finite x of at least 2 to the −1022, within two units in the last place. */
export function log(x: number): number {
  let m = x;
  let n = 0;
  for (let step = x < 65536 && x * 65536 >= 1 ? 8 : 512; step >= 1; step /= 2) {
    if (m < powers[1 - step - smallest]!) {
      m *= powers[step - smallest]!;
      n -= step;
    } else if (m >= powers[step - smallest]!) {
      m *= powers[-step - smallest]!;
      n += step;
    }
  }
  if (m >= 1.5) {
    m /= 2;
    n += 1;
  } else if (m < 0.75) {
    m *= 2;
    n -= 1;
  }
  const s = (m - 1) / (m + 1);
  const square = s * s;
  let sum = 0;
  for (let term = 9; term >= 0; term--) sum = square * (odds[term]! + sum);
  return n * ln2High + (2 * s + (2 * s * sum + n * ln2Low));
}
