import { type Prior, usual } from './quality.ts';

/** So many of an account's last scored labels of other campaigns are looked at; with fewer than the least nothing is carried. */
export const lookedAt = 200;
const least = 50;

/** What a key can begin with instead of the usual: ten labels at five or seven tenths. */
const steps: readonly Prior[] = [
  { sum: 7_000_000, count: 10 },
  { sum: 5_000_000, count: 10 },
];

/**
 * What an account's labels in other campaigns say of a key that begins in this one, rounded down to one of three steps: it
 * stands in a public file, and a finer figure would tell which keys are one person's (P13). Never less than the usual: who
 * has shown less begins under another account.
 *
 * @param sum of the scores, parts per million
 */
export function carriedPrior({ sum, count }: Prior): Prior {
  if (count < least) return usual;
  return steps.find((step) => sum * step.count >= step.sum * count) ?? usual;
}

/** Whether a key can have begun with this. */
export const mayBegin = (prior: Prior): boolean =>
  [usual, ...steps].some(({ sum, count }) => sum === prior.sum && count === prior.count);

/** Whether it has to be said. */
export const isUsual = ({ sum, count }: Prior): boolean => sum === usual.sum && count === usual.count;
