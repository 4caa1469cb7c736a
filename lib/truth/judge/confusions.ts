import { log } from '../exp-log.ts';
import { accuracyOf, crowdAccuracy } from './accuracy-view.ts';
import type { Golds } from './golds.ts';
import { crowdLabels, crowdRight, goldCount, priorLabels } from './settings.ts';
import type { Sheet } from './sheet.ts';

/** What is known of how accounts take one class for another, as counts, under some posterior of the tasks. */
export interface Confusions {
  /** Per pair of account and class said, per true class: labels. */
  counts: Float64Array;
  /** Per account and true class: labels, whatever they said. */
  rows: Float64Array;
  /** Per account: all its labels, those that were right, and the share of these. */
  seen: Float64Array;
  right: Float64Array;
  accuracy: Float64Array;
  /** Per true class and class said: the share in the whole crowd. */
  crowd: Float64Array;
  crowdAccuracy: number;
}

export function makeConfusions({ accounts, classes, slotClass }: Sheet): Confusions {
  return {
    counts: new Float64Array(slotClass.length * classes),
    rows: new Float64Array(accounts * classes),
    seen: new Float64Array(accounts),
    right: new Float64Array(accounts),
    accuracy: new Float64Array(accounts),
    crowd: new Float64Array(classes * classes),
    crowdAccuracy: crowdRight,
  };
}

/** Counts anew, the crowd by the trust in each account. */
export function countConfusions(
  into: Confusions,
  sheet: Sheet,
  golds: Golds,
  posterior: Float64Array,
  trust: Float64Array,
): void {
  const { classes, start, slot, share } = sheet;
  const { counts } = into;
  counts.fill(0);
  for (let task = 0; task < sheet.tasks; task++) {
    const base = task * classes;
    const count = golds[task]! < 0 ? 1 : goldCount;
    for (let at = start[task]!; at < start[task + 1]!; at++) {
      const row = slot[at]! * classes;
      const labels = count * share[at]!;
      for (let k = 0; k < classes; k++) counts[row + k]! += labels * posterior[base + k]!;
    }
  }
  sumRows(into, sheet, trust);
}

function sumRows(into: Confusions, sheet: Sheet, trust: Float64Array): void {
  const { classes, firstSlot, slotClass } = sheet;
  const { counts, rows, seen, right, crowd } = into;
  rows.fill(0);
  crowd.fill(0);
  let allRight = 0;
  let all = 0;
  for (let who = 0; who < sheet.accounts; who++) {
    let total = 0;
    let hits = 0;
    for (let pair = firstSlot[who]!; pair < firstSlot[who + 1]!; pair++) {
      const said = slotClass[pair]!;
      for (let k = 0; k < classes; k++) {
        const labels = counts[pair * classes + k]!;
        rows[who * classes + k]! += labels;
        crowd[k * classes + said]! += trust[who]! * labels;
        total += labels;
      }
      hits += counts[pair * classes + said]!;
    }
    seen[who] = total;
    right[who] = hits;
    allRight += trust[who]! * hits;
    all += trust[who]! * total;
  }
  into.crowdAccuracy = crowdAccuracy(allRight, all);
  for (let who = 0; who < sheet.accounts; who++)
    into.accuracy[who] = accuracyOf(right[who]!, seen[who]!, into.crowdAccuracy);
  shareCrowd(crowd, classes);
}

function shareCrowd(crowd: Float64Array, classes: number): void {
  const wrong = (1 - crowdRight) / (classes - 1);
  for (let k = 0; k < classes; k++) {
    let total = crowdLabels;
    for (let said = 0; said < classes; said++) total += crowd[k * classes + said]!;
    for (let said = 0; said < classes; said++) {
      const imagined = crowdLabels * (said === k ? crowdRight : wrong);
      crowd[k * classes + said] = (crowd[k * classes + said]! + imagined) / total;
    }
  }
}

/**
 * How often an account of this accuracy is expected to say `said` when k is true, before its own labels count: the crowd's
 * confusions, their odds moved by how much better or worse than the crowd the account is.
 */
export function expected(of: Confusions, classes: number, accuracy: number, k: number, said: number): number {
  const crowdHit = of.crowd[k * classes + k]!;
  const odds = (accuracy / (1 - accuracy)) * oddsOf(crowdHit) * ((1 - of.crowdAccuracy) / of.crowdAccuracy);
  const hit = odds / (1 + odds);
  return said === k ? hit : ((1 - hit) * of.crowd[k * classes + said]!) / (1 - crowdHit);
}

const oddsOf = (share: number) => share / (1 - share);

/** The share, of an account's labels on class k, that say what `counted` labels said. */
export const confusion = (mean: number, counted: number, row: number) =>
  (priorLabels * mean + counted) / (priorLabels + row);

export const logarithm = (share: number) => log(Math.max(share, 1e-12));

/** Writes, per pair of account and class said, per true class, the logarithm of how often the account says it. */
export function logConfusions(of: Confusions, sheet: Sheet, into: Float64Array): void {
  const { classes, firstSlot, slotClass } = sheet;
  for (let who = 0; who < sheet.accounts; who++)
    for (let pair = firstSlot[who]!; pair < firstSlot[who + 1]!; pair++)
      for (let k = 0; k < classes; k++) {
        const mean = expected(of, classes, of.accuracy[who]!, k, slotClass[pair]!);
        const at = pair * classes + k;
        into[at] = logarithm(confusion(mean, of.counts[at]!, of.rows[who * classes + k]!));
      }
}
