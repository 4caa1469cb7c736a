import type { AccuracyView } from './accuracy-view.ts';
import { clampGolds, type Golds } from './golds.ts';
import { weightOf } from './opening.ts';
import { goldCount, voteLabels } from './settings.ts';
import type { Sheet } from './sheet.ts';

/** The view that counts votes, each by its account's record with that class. */
export interface VoteView {
  posterior: Float64Array;
  /** Per task, 0 to 1: how much a vote of so few says. One label: 1/2; eight: 8/9. */
  strength: Float64Array;
}

export function voteView(sheet: Sheet, golds: Golds, weight: Float64Array, trust: Float64Array): VoteView {
  const { classes } = sheet;
  const posterior = new Float64Array(sheet.tasks * classes);
  const strength = new Float64Array(sheet.tasks);
  for (let task = 0; task < sheet.tasks; task++) {
    const base = task * classes;
    let sum = 0;
    let voices = 0;
    for (let at = sheet.start[task]!; at < sheet.start[task + 1]!; at++) {
      const who = sheet.account[at]!;
      const votes = sheet.share[at]! * trust[who]! * weight[sheet.slot[at]!]!;
      posterior[base + sheet.slotClass[sheet.slot[at]!]!]! += votes;
      sum += votes;
      voices += sheet.share[at]! * trust[who]!;
    }
    for (let k = 0; k < classes; k++) {
      if (sum > 0) posterior[base + k]! /= sum;
      else posterior[base + k] = 1 / classes;
    }
    strength[task] = voices / (voices + 1);
  }
  clampGolds(posterior, golds, classes);
  return { posterior, strength };
}

/**
 * What a vote counts before trust, per pair of account and class said: how often the account was right when it said that
 * class. Who confuses two classes keeps its voice on the others.
 */
export function voteWeights(sheet: Sheet, golds: Golds, { posterior, accuracy }: AccuracyView): Float64Array {
  const { classes, start, slot, slotClass, firstSlot } = sheet;
  const right = new Float64Array(slotClass.length);
  const seen = new Float64Array(slotClass.length);
  for (let task = 0; task < sheet.tasks; task++) {
    const count = golds[task]! < 0 ? 1 : goldCount;
    for (let at = start[task]!; at < start[task + 1]!; at++) {
      const pair = slot[at]!;
      seen[pair]! += count * sheet.share[at]!;
      right[pair]! += count * sheet.share[at]! * posterior[task * classes + slotClass[pair]!]!;
    }
  }
  for (let who = 0; who < sheet.accounts; who++)
    for (let pair = firstSlot[who]!; pair < firstSlot[who + 1]!; pair++) {
      const record = (right[pair]! + voteLabels * accuracy[who]!) / (seen[pair]! + voteLabels);
      right[pair] = weightOf(record, classes);
    }
  return right;
}
