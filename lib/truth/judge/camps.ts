import type { Sheet } from './sheet.ts';

const passes = 30;

/**
 * Per account: the side it takes on these tasks, between −1 and 1; only the sign means something, and which camp is which
 * does not. It is the first principal factor of who agrees with the truth where, each task's mean taken off (power method).
 */
export function campsOf(sheet: Sheet, truth: Int32Array, tasks: readonly number[]): Float64Array {
  const { start, account, slot, slotClass, share } = sheet;
  let side = openingSides(sheet, truth, tasks);
  for (let pass = 0; pass < passes; pass++) {
    const next = new Float64Array(sheet.accounts);
    for (const task of tasks) {
      const mean = agreement(sheet, truth, task);
      let lean = 0;
      for (let at = start[task]!; at < start[task + 1]!; at++) {
        const agrees = Number(slotClass[slot[at]!] === truth[task]) - mean;
        lean += share[at]! * agrees * side[account[at]!]!;
      }
      for (let at = start[task]!; at < start[task + 1]!; at++) {
        const agrees = Number(slotClass[slot[at]!] === truth[task]) - mean;
        next[account[at]!]! += share[at]! * agrees * lean;
      }
    }
    side = scaled(next);
  }
  return side;
}

/** From the task that most labels are on: who agrees there, and who does not. */
function openingSides(sheet: Sheet, truth: Int32Array, tasks: readonly number[]): Float64Array {
  const { start, account, slot, slotClass } = sheet;
  const side = new Float64Array(sheet.accounts);
  const size = (task: number) => start[task + 1]! - start[task]!;
  const largest = tasks.reduce((most, task) => (size(task) > size(most) ? task : most), tasks[0] ?? -1);
  if (largest < 0) return side;
  const mean = agreement(sheet, truth, largest);
  for (let at = start[largest]!; at < start[largest + 1]!; at++)
    side[account[at]!] = Number(slotClass[slot[at]!] === truth[largest]) - mean;
  return side;
}

function agreement({ start, slot, slotClass }: Sheet, truth: Int32Array, task: number): number {
  let agree = 0;
  for (let at = start[task]!; at < start[task + 1]!; at++)
    agree += Number(slotClass[slot[at]!] === truth[task]);
  return agree / (start[task + 1]! - start[task]!);
}

function scaled(side: Float64Array): Float64Array {
  const most = side.reduce((largest, one) => Math.max(largest, Math.abs(one)), 0);
  return most > 0 ? side.map((one) => one / most) : side;
}
