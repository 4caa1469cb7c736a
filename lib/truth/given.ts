import type { Golds } from './judge/golds.ts';
import { type Key, type Keys, keysOf } from './judge/keys.ts';
import { makeSheet, type Sheet } from './judge/sheet.ts';

/** One account's answer to one task. A label whose class is not a whole number of 0 to below `classes` is not read. */
export interface GivenLabel<T extends Key = Key, W extends Key = Key> {
  task: T;
  worker: W;
  label: number;
}

export interface JudgeOptions<T extends Key = Key> {
  /** How many answers there are to choose from; at least 2. */
  classes: number;
  /** Tasks whose class is known. */
  golds?: ReadonlyMap<T, number> | undefined;
}

export interface GivenSheet<T extends Key, W extends Key> {
  sheet: Sheet;
  golds: Golds;
  tasks: Keys<T>;
  accounts: Keys<W>;
}

export const isClass = (label: number, classes: number) =>
  Number.isInteger(label) && label >= 0 && label < classes;

/** Numbers for names. @throws RangeError unless there are two classes or more */
export function readLabels<T extends Key, W extends Key>(
  labels: readonly GivenLabel<T, W>[],
  { classes, golds }: JudgeOptions<T>,
): GivenSheet<T, W> {
  if (!Number.isInteger(classes) || classes < 2) throw new RangeError(`classes: ${classes} is not 2 or more`);
  const all = labels.every(({ label }) => isClass(label, classes))
    ? labels
    : labels.filter(({ label }) => isClass(label, classes));
  const tasks = keysOf(all, ({ task }) => task);
  const accounts = keysOf(all, ({ worker }) => worker);
  const columns = {
    tasks: tasks.sorted.length,
    accounts: accounts.sorted.length,
    classes,
    task: new Int32Array(all.length),
    account: new Int32Array(all.length),
    chosen: new Int32Array(all.length),
  };
  for (let at = 0; at < all.length; at++) {
    const { task, worker, label } = all[at]!;
    columns.task[at] = tasks.rank.get(task)!;
    columns.account[at] = accounts.rank.get(worker)!;
    columns.chosen[at] = label;
  }
  const known = new Int32Array(columns.tasks).fill(-1);
  for (const [task, label] of golds ?? []) {
    const at = tasks.rank.get(task);
    if (at !== undefined && isClass(label, classes)) known[at] = label;
  }
  return { sheet: makeSheet(columns), golds: known, tasks, accounts };
}
