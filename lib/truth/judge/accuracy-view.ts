import { log } from '../exp-log.ts';
import { clampGolds, type Golds } from './golds.ts';
import { frequencies } from './opening.ts';
import { crowdRight, goldCount, passes, priorLabels, stillness } from './settings.ts';
import type { Sheet } from './sheet.ts';
import { softmax } from './softmax.ts';

/** The view that knows one number of an account: how often it is right, with every error as likely as any other. */
export interface AccuracyView {
  posterior: Float64Array;
  /** Per account, 0 to 1. */
  accuracy: Float64Array;
  /** Per account: labels on which that stands, golds counted several times, and how many were right. */
  seen: Float64Array;
  right: Float64Array;
  /** Of all accounts by their trust. */
  crowd: number;
  /** Per class, logarithms. Of the opening, not learned again: learned, the most frequent class swallows the rest. */
  prior: Float64Array;
}

/**
 * @param trust per account, 0 to 1: how much of its voice it has
 * @param posterior to start from; written over
 */
export function accuracyView(
  sheet: Sheet,
  golds: Golds,
  opening: Float64Array,
  trust: Float64Array,
  posterior: Float64Array,
): AccuracyView {
  const { classes } = sheet;
  const view: AccuracyView = {
    posterior,
    accuracy: new Float64Array(sheet.accounts),
    seen: seenBy(sheet, golds),
    right: new Float64Array(sheet.accounts),
    crowd: crowdRight,
    prior: frequencies(opening, classes).map(log),
  };
  const gain = new Float64Array(sheet.accounts);
  for (let pass = 0; pass < passes; pass++) {
    learnAccuracy(sheet, golds, view, trust);
    for (let who = 0; who < sheet.accounts; who++)
      gain[who] = trust[who]! * gainOf(view.accuracy[who]!, classes);
    if (inferByAccuracy(sheet, golds, view, gain) < stillness * sheet.tasks) break;
  }
  clampGolds(view.posterior, golds, classes);
  return view;
}

/** What a label adds to the log-odds of its class over any other. */
export const gainOf = (accuracy: number, classes: number) =>
  log(accuracy) - log((1 - accuracy) / (classes - 1));

export const accuracyOf = (right: number, seen: number, crowd: number) =>
  bounded((right + priorLabels * crowd) / (seen + priorLabels), 1e-6);

const bounded = (share: number, least: number) => (share < least ? least : Math.min(share, 1 - least));

export const crowdAccuracy = (right: number, seen: number) =>
  bounded((right + crowdRight) / (seen + 1), 1e-3);

function seenBy(sheet: Sheet, golds: Golds): Float64Array {
  const seen = new Float64Array(sheet.accounts);
  for (let task = 0; task < sheet.tasks; task++) {
    const count = golds[task]! < 0 ? 1 : goldCount;
    for (let at = sheet.start[task]!; at < sheet.start[task + 1]!; at++)
      seen[sheet.account[at]!]! += count * sheet.share[at]!;
  }
  return seen;
}

function learnAccuracy(sheet: Sheet, golds: Golds, view: AccuracyView, trust: Float64Array): void {
  const { classes, start, account, slot, slotClass, share } = sheet;
  const { right, seen, posterior } = view;
  right.fill(0);
  for (let task = 0; task < sheet.tasks; task++) {
    const count = golds[task]! < 0 ? 1 : goldCount;
    for (let at = start[task]!; at < start[task + 1]!; at++)
      right[account[at]!]! += count * share[at]! * posterior[task * classes + slotClass[slot[at]!]!]!;
  }
  let allRight = 0;
  let all = 0;
  for (let who = 0; who < sheet.accounts; who++) {
    allRight += trust[who]! * right[who]!;
    all += trust[who]! * seen[who]!;
  }
  view.crowd = crowdAccuracy(allRight, all);
  for (let who = 0; who < sheet.accounts; who++)
    view.accuracy[who] = accuracyOf(right[who]!, seen[who]!, view.crowd);
}

/** How far the posteriors of all tasks moved, summed over classes. */
function inferByAccuracy(sheet: Sheet, golds: Golds, view: AccuracyView, gain: Float64Array): number {
  const { classes, start, account, slot, slotClass, share } = sheet;
  const { posterior, prior } = view;
  const next = new Float64Array(classes);
  let moved = 0;
  for (let task = 0; task < sheet.tasks; task++) {
    if (golds[task]! >= 0) continue;
    next.set(prior);
    for (let at = start[task]!; at < start[task + 1]!; at++)
      next[slotClass[slot[at]!]!]! += share[at]! * gain[account[at]!]!;
    softmax(next, 0, classes);
    for (let k = 0; k < classes; k++) {
      const change = next[k]! - posterior[task * classes + k]!;
      moved += change < 0 ? -change : change;
      posterior[task * classes + k] = next[k]!;
    }
  }
  return moved;
}
