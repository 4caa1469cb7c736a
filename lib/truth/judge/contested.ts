import { campsOf } from './camps.ts';
import type { Sheet } from './sheet.ts';

/** What is shown beside the truth of a task on which people differ. Whole parts per million. */
export interface Contest {
  /** How far the answers spread: 0 is all alike, a million is every class as often as any other. */
  spread: number;
  /** How much of the camp that likes the truth least supports it, with one imagined label for and one against. */
  bridging: number;
}

const million = 1_000_000;

/**
 * Tasks on which at least two labels, and a quarter of all, say something other than the truth. Every account counts alike,
 * however much it is trusted: a camp that the truth goes against looks like poor work, and is what is to be shown.
 */
export function contestsOf(sheet: Sheet, truth: Int32Array): Map<number, Contest> {
  const contested: number[] = [];
  for (let task = 0; task < sheet.tasks; task++) {
    const [agree, all] = supportOf(sheet, truth, task, () => true);
    if (all - agree >= 2 && 4 * (all - agree) >= all) contested.push(task);
  }
  const side = campsOf(sheet, truth, contested);
  const supportIn = (task: number, sign: 1 | -1) => {
    const [agree, all] = supportOf(sheet, truth, task, (who) => sign * side[who]! > 0);
    return Math.floor(((agree + 1) * million) / (all + 2));
  };
  const contest = (task: number): Contest => ({
    spread: spreadOf(sheet, task),
    bridging: Math.min(supportIn(task, 1), supportIn(task, -1)),
  });
  return new Map(contested.map((task) => [task, contest(task)]));
}

/** How many labels of these accounts say the truth of a task, and how many they are. */
function supportOf(sheet: Sheet, truth: Int32Array, task: number, counts: (account: number) => boolean) {
  let agree = 0;
  let all = 0;
  for (let at = sheet.start[task]!; at < sheet.start[task + 1]!; at++) {
    if (!counts(sheet.account[at]!)) continue;
    all += 1;
    if (sheet.slotClass[sheet.slot[at]!] === truth[task]) agree += 1;
  }
  return [agree, all] as const;
}

/** One less the chance that two labels say the same (Simpson), as a share of the most it can be. */
function spreadOf({ classes, start, slot, slotClass }: Sheet, task: number): number {
  const counts = new Float64Array(classes);
  const all = start[task + 1]! - start[task]!;
  for (let at = start[task]!; at < start[task + 1]!; at++) counts[slotClass[slot[at]!]!]! += 1;
  const alike = counts.reduce((sum, count) => sum + count * count, 0);
  return Math.floor((million * classes * (all * all - alike)) / (all * all * (classes - 1)));
}
