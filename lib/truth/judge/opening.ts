import { clampGolds, type GoldRecord, type Golds } from './golds.ts';
import type { Sheet } from './sheet.ts';

/** How much more than a guess an account is worth, squared; never quite nothing. */
export function weightOf(accuracy: number, classes: number): number {
  const above = accuracy - 1 / classes;
  const bounded = Math.max(above, 0.02);
  return bounded * bounded;
}

/**
 * Where the views start from: the vote. With golds they come first: a vote counts by what its account knew of the golds,
 * so that a ring which outvotes the others does not decide who is believed.
 */
export function openingPosterior(sheet: Sheet, golds: Golds, record: GoldRecord): Float64Array {
  const { classes } = sheet;
  const posterior = new Float64Array(sheet.tasks * classes);
  const weight = new Float64Array(sheet.accounts).fill(1);
  if (record.any)
    for (let who = 0; who < sheet.accounts; who++)
      weight[who] = weightOf((record.right[who]! + 1.2) / (record.asked[who]! + 2), classes);
  for (let task = 0; task < sheet.tasks; task++) {
    const base = task * classes;
    let sum = 0.01 * classes;
    for (let k = 0; k < classes; k++) posterior[base + k] = 0.01;
    for (let at = sheet.start[task]!; at < sheet.start[task + 1]!; at++) {
      const votes = sheet.share[at]! * weight[sheet.account[at]!]!;
      posterior[base + sheet.slotClass[sheet.slot[at]!]!]! += votes;
      sum += votes;
    }
    for (let k = 0; k < classes; k++) posterior[base + k]! /= sum;
  }
  clampGolds(posterior, golds, classes);
  return posterior;
}

/** Per class: how frequent it is, of these posteriors, with one task of each added. */
export function frequencies(posterior: Float64Array, classes: number): Float64Array {
  const sums = new Float64Array(classes).fill(1);
  for (let at = 0; at < posterior.length; at += classes)
    for (let k = 0; k < classes; k++) sums[k]! += posterior[at + k]!;
  const total = posterior.length / classes + classes;
  return sums.map((sum) => sum / total);
}
