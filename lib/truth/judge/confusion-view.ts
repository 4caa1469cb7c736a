import { log } from '../exp-log.ts';
import { type Confusions, countConfusions, logConfusions, makeConfusions } from './confusions.ts';
import { clampGolds, type Golds } from './golds.ts';
import { frequencies } from './opening.ts';
import { logFloored } from './pool.ts';
import { passes, stillness } from './settings.ts';
import type { Sheet } from './sheet.ts';
import { softmax } from './softmax.ts';
import type { VoteView } from './vote-view.ts';

/** The view that knows of each account which class it takes for which. */
export interface ConfusionView {
  posterior: Float64Array;
  /** Of all three views, from which the confusions were learned. */
  pooled: Float64Array;
  confusions: Confusions;
  /** Per pair of account and class said, per true class. */
  logs: Float64Array;
  /** Per class, logarithms. */
  prior: Float64Array;
}

/** The other views' say while confusions are learned. */
export interface Anchors {
  vote: VoteView;
  accuracy: Float64Array;
  /** Of vote, one accuracy and confusions; as shares of their sum. */
  weights: readonly number[];
}

/**
 * Confusions are learned from the pool of all three views, not from what this view alone believes: alone, with many numbers
 * per account, it drifts to whatever explains correlated mistakes.
 *
 * @param pooled posteriors to start from; written over
 */
export function confusionView(
  sheet: Sheet,
  golds: Golds,
  pooled: Float64Array,
  trust: Float64Array,
  anchors: Anchors,
): ConfusionView {
  const { classes } = sheet;
  const view: ConfusionView = {
    posterior: new Float64Array(pooled.length),
    pooled,
    confusions: makeConfusions(sheet),
    logs: new Float64Array(sheet.slotClass.length * classes),
    prior: new Float64Array(classes),
  };
  const anchor = anchorOf(sheet, anchors);
  for (let pass = 0; pass < passes; pass++) {
    countConfusions(view.confusions, sheet, golds, pooled, trust);
    logConfusions(view.confusions, sheet, view.logs);
    view.prior = frequencies(pooled, classes).map(log);
    inferByConfusions(sheet, view, trust);
    if (poolWithAnchor(sheet, golds, view.posterior, anchor, pooled) < stillness * sheet.tasks) break;
  }
  clampGolds(view.posterior, golds, classes);
  return view;
}

function inferByConfusions(sheet: Sheet, { posterior, logs, prior }: ConfusionView, trust: Float64Array) {
  const { classes, start, account, slot, share } = sheet;
  for (let task = 0; task < sheet.tasks; task++) {
    const base = task * classes;
    posterior.set(prior, base);
    for (let at = start[task]!; at < start[task + 1]!; at++) {
      const voice = trust[account[at]!]! * share[at]!;
      const row = slot[at]! * classes;
      for (let k = 0; k < classes; k++) posterior[base + k]! += voice * logs[row + k]!;
    }
    softmax(posterior, base, classes);
  }
}

interface Anchor {
  /** Per task and class: the weighted logarithms of the other two views. */
  logs: Float64Array;
  /** Per task: the weight of this view, all weights having the sum 1; `logs` are divided alike. */
  own: Float64Array;
}

function anchorOf({ tasks, classes }: Sheet, { vote, accuracy, weights }: Anchors): Anchor {
  const [byVote = 0, byAccuracy = 0, byConfusions = 0] = weights;
  const logs = new Float64Array(tasks * classes);
  const own = new Float64Array(tasks);
  for (let task = 0; task < tasks; task++) {
    const strong = byVote * vote.strength[task]!;
    const sum = strong + byAccuracy + byConfusions;
    own[task] = byConfusions / sum;
    for (let at = task * classes; at < (task + 1) * classes; at++)
      logs[at] = (strong * logFloored(vote.posterior[at]!) + byAccuracy * logFloored(accuracy[at]!)) / sum;
  }
  return { logs, own };
}

/** How far the pooled posteriors of all tasks moved, summed over classes. */
function poolWithAnchor(
  { classes }: Sheet,
  golds: Golds,
  posterior: Float64Array,
  anchor: Anchor,
  pooled: Float64Array,
): number {
  const next = new Float64Array(classes);
  let moved = 0;
  for (let task = 0; task < golds.length; task++) {
    if (golds[task]! >= 0) continue;
    const base = task * classes;
    for (let k = 0; k < classes; k++)
      next[k] = anchor.logs[base + k]! + anchor.own[task]! * logFloored(posterior[base + k]!);
    softmax(next, 0, classes);
    for (let k = 0; k < classes; k++) {
      const change = next[k]! - pooled[base + k]!;
      moved += change < 0 ? -change : change;
      pooled[base + k] = next[k]!;
    }
  }
  return moved;
}
