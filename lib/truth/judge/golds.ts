import type { Sheet } from './sheet.ts';

/** Per task its known class, or −1. */
export type Golds = Int32Array;

export interface GoldRecord {
  /** Whether any label is on a gold. */
  any: boolean;
  /** Per account: how many of its labels are on golds, and how many of those say the known class. */
  asked: Float64Array;
  right: Float64Array;
  /** Per class: the share of it among the golds that accounts met. */
  frequency: Float64Array;
}

export function goldRecord(sheet: Sheet, golds: Golds): GoldRecord {
  const asked = new Float64Array(sheet.accounts);
  const right = new Float64Array(sheet.accounts);
  const frequency = new Float64Array(sheet.classes);
  let met = 0;
  for (let task = 0; task < sheet.tasks; task++) {
    const known = golds[task]!;
    if (known < 0) continue;
    for (let at = sheet.start[task]!; at < sheet.start[task + 1]!; at++) {
      const who = sheet.account[at]!;
      const share = sheet.share[at]!;
      asked[who]! += share;
      if (sheet.slotClass[sheet.slot[at]!] === known) right[who]! += share;
      frequency[known]! += share;
      met += share;
    }
  }
  if (met > 0) for (let k = 0; k < sheet.classes; k++) frequency[k]! /= met;
  return { any: met > 0, asked, right, frequency };
}

/** Sets a task's posterior to certainty where its class is known. */
export function clampGolds(posterior: Float64Array, golds: Golds, classes: number): void {
  for (let task = 0; task < golds.length; task++) {
    if (golds[task]! < 0) continue;
    posterior.fill(0, task * classes, (task + 1) * classes);
    posterior[task * classes + golds[task]!] = 1;
  }
}
