import { type AccuracyView, accuracyOf, gainOf } from './accuracy-view.ts';
import type { ConfusionView } from './confusion-view.ts';
import { confusion, expected, logarithm } from './confusions.ts';
import { goldCount } from './settings.ts';
import type { Sheet } from './sheet.ts';
import { softmax } from './softmax.ts';

export interface Views {
  /** Per account. */
  trust: Float64Array;
  /** Per pair of account and class said. */
  voteWeight: Float64Array;
  accuracy: AccuracyView;
  confusions: ConfusionView;
}

/**
 * What the views would have said about a gold had it not been one: its class is not given, and the labels on it do not
 * stand in the records of those who gave them.
 */
export function saidWithout(sheet: Sheet, views: Views, task: number, known: number) {
  const { classes } = sheet;
  const vote = new Float64Array(classes);
  const accuracy = views.accuracy.prior.slice();
  const confusions = views.confusions.prior.slice();
  let sum = 0;
  let voices = 0;
  for (let at = sheet.start[task]!; at < sheet.start[task + 1]!; at++) {
    const who = sheet.account[at]!;
    const said = sheet.slotClass[sheet.slot[at]!]!;
    const voice = views.trust[who]! * sheet.share[at]!;
    vote[said]! += voice * views.voteWeight[sheet.slot[at]!]!;
    sum += voice * views.voteWeight[sheet.slot[at]!]!;
    voices += voice;
    const out = goldCount * sheet.share[at]!;
    const right = said === known ? out : 0;
    const { seen, crowd } = views.accuracy;
    const without = accuracyOf(views.accuracy.right[who]! - right, seen[who]! - out, crowd);
    accuracy[said]! += voice * gainOf(without, classes);
    addConfusions(sheet, views.confusions, at, { known, out, right, voice }, confusions);
  }
  for (let k = 0; k < classes; k++) vote[k] = sum > 0 ? vote[k]! / sum : 1 / classes;
  softmax(accuracy, 0, classes);
  softmax(confusions, 0, classes);
  return { vote, accuracy, confusions, strength: voices / (voices + 1) };
}

interface Without {
  known: number;
  /** How often the label was counted, and how often as right. */
  out: number;
  right: number;
  voice: number;
}

function addConfusions(
  sheet: Sheet,
  { confusions: of }: ConfusionView,
  at: number,
  { known, out, right, voice }: Without,
  into: Float64Array,
): void {
  const { classes } = sheet;
  const who = sheet.account[at]!;
  const pair = sheet.slot[at]!;
  const accuracy = accuracyOf(of.right[who]! - right, of.seen[who]! - out, of.crowdAccuracy);
  for (let k = 0; k < classes; k++) {
    const mean = expected(of, classes, accuracy, k, sheet.slotClass[pair]!);
    const counted = of.counts[pair * classes + k]! - (k === known ? out : 0);
    const row = of.rows[who * classes + k]! - (k === known ? out : 0);
    into[k]! += voice * logarithm(confusion(mean, counted, row));
  }
}
