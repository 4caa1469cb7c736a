import { exp, log } from '../exp-log.ts';
import type { ConfusionView } from './confusion-view.ts';
import type { Judgement } from './judge.ts';
import type { Sheet } from './sheet.ts';

/** ln 19 in millionths: evidence beyond 19 to 1 owns no more. */
const most = 2_944_438;
const million = 1_000_000;

/**
 * Per label of the sheet, what it owns of the dataset: its log-likelihood ratio towards the truth in millionths, 0 to ln 19.
 * In the game whose worth is the log-odds of the truth, evidence adds up, so that this is the label's Shapley value. Labels
 * that speak against the truth, and those of accounts that are gated, own nothing.
 */
export function weightsOf(
  sheet: Sheet,
  { truth, learned }: Pick<Judgement, 'truth' | 'learned'>,
): Int32Array {
  const { classes, start, account, slot, slotClass, share } = sheet;
  const { trust, confusions } = learned;
  /** Per pair of account and class said, and class that is right: asked often, and the same each time. */
  const ratios = new Float64Array(slotClass.length * classes).fill(Number.NaN);
  const weights = new Int32Array(slot.length);
  for (let task = 0; task < sheet.tasks; task++) {
    const right = truth[task]!;
    for (let at = start[task]!; at < start[task + 1]!; at++) {
      if (trust[account[at]!]! < 1) continue;
      const row = slot[at]! * classes;
      if (Number.isNaN(ratios[row + right])) ratios[row + right] = ratioOf(confusions, row, right, classes);
      const ratio = share[at]! * ratios[row + right]!;
      weights[at] = Math.min(most, Math.max(0, Math.floor(ratio * million)));
    }
  }
  return weights;
}

function ratioOf({ logs, prior }: ConfusionView, row: number, right: number, classes: number): number {
  let others = 0;
  let frequency = 0;
  for (let k = 0; k < classes; k++) {
    if (k === right) continue;
    others += exp(prior[k]! + logs[row + k]!);
    frequency += exp(prior[k]!);
  }
  return logs[row + right]! - log(others / frequency);
}
