import { type Confusions, confusion, expected } from './confusions.ts';
import type { GoldRecord } from './golds.ts';
import { gateDifference, gated, gateGolds, gateLabels } from './settings.ts';
import type { Sheet } from './sheet.ts';

/**
 * Trust by golds: an account whose answers to them are no better than its answers would be without looking (by half a
 * standard error) has next to no voice.
 */
export function trustByGolds(sheet: Sheet, { asked, right, frequency }: GoldRecord): Float64Array {
  const trust = new Float64Array(sheet.accounts).fill(1);
  const chance = chanceOf(sheet, frequency);
  for (let who = 0; who < sheet.accounts; who++) {
    if (asked[who]! < gateGolds) continue;
    const guess = chance[who]! / sheet.given[who]!;
    const above = right[who]! / asked[who]! - guess;
    if (above <= 0 || above * above < (guess * (1 - guess)) / (4 * asked[who]!)) trust[who] = gated;
  }
  return trust;
}

/** Per account: how many of its labels would be right by chance, if golds came as often as `frequency` says. */
function chanceOf(sheet: Sheet, frequency: Float64Array): Float64Array {
  const chance = new Float64Array(sheet.accounts);
  for (let at = 0; at < sheet.slot.length; at++)
    chance[sheet.account[at]!]! += frequency[sheet.slotClass[sheet.slot[at]!]!]!;
  return chance;
}

/**
 * Spam gate (Raykar and Yu 2012): an account whose answers hardly depend on the true class has next to no voice. The
 * measure is the mean squared difference between the rows of its confusions.
 */
export function trustByConfusions(sheet: Sheet, of: Confusions, known: Float64Array): Float64Array {
  const trust = known.slice();
  for (let who = 0; who < sheet.accounts; who++)
    if (sheet.given[who]! >= gateLabels && differenceOfRows(sheet, of, who) < gateDifference)
      trust[who] = gated;
  return trust;
}

function differenceOfRows(sheet: Sheet, of: Confusions, who: number): number {
  const { classes, firstSlot, slotClass } = sheet;
  let pair = firstSlot[who]!;
  let total = 0;
  for (let said = 0; said < classes; said++) {
    const used = pair < firstSlot[who + 1]! && slotClass[pair] === said;
    let sum = 0;
    let squares = 0;
    for (let k = 0; k < classes; k++) {
      const counted = used ? of.counts[pair * classes + k]! : 0;
      const mean = expected(of, classes, of.accuracy[who]!, k, said);
      const share = confusion(mean, counted, of.rows[who * classes + k]!);
      sum += share;
      squares += share * share;
    }
    total += classes * squares - sum * sum;
    if (used) pair += 1;
  }
  return total / (classes * (classes - 1));
}
