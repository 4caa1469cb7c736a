import { exp } from '../exp-log.ts';

/** Turns the logarithms at `from`, one per class, into shares that sum to 1, in place. */
export function softmax(values: Float64Array, from: number, classes: number): void {
  let most = values[from]!;
  for (let k = 1; k < classes; k++) if (values[from + k]! > most) most = values[from + k]!;
  let sum = 0;
  for (let k = 0; k < classes; k++) {
    const share = exp(values[from + k]! - most);
    values[from + k] = share;
    sum += share;
  }
  for (let k = 0; k < classes; k++) values[from + k]! /= sum;
}
