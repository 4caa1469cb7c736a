import { type GivenLabel, isClass, type JudgeOptions, readLabels } from './given.ts';
import { type Contest, contestsOf } from './judge/contested.ts';
import { judgeFrozen } from './judge/frozen.ts';
import { judge } from './judge/judge.ts';
import { byKey, type Key } from './judge/keys.ts';

export interface Aggregated<T extends Key = Key, W extends Key = Key> {
  /** The most likely class of every task that has labels. */
  labels: Map<T, number>;
  /** How likely each class is: whole parts per million, divided by a million. */
  posteriors: Map<T, number[]>;
  /** How often an account is right, 0 to 1. */
  workers: Map<W, number>;
  /** Of the tasks on which people differ: how far answers spread and whether both camps support the truth, in parts per million. */
  contested: Map<T, Contest>;
}

/** Truth from labels; the same labels in any order give the same bits. @throws RangeError unless there are two classes or more */
export function aggregate<T extends Key, W extends Key>(
  labels: readonly GivenLabel<T, W>[],
  options: JudgeOptions<T>,
): Aggregated<T, W> {
  const { sheet, golds, tasks, accounts } = readLabels(labels, options);
  const { truth, ppm, learned } = judge(sheet, golds);
  const result: Aggregated<T, W> = {
    labels: new Map(),
    posteriors: new Map(),
    workers: new Map(),
    contested: new Map(),
  };
  for (const [at, contest] of contestsOf(sheet, truth)) result.contested.set(tasks.sorted[at]!, contest);
  for (const [at, task] of tasks.sorted.entries()) {
    result.labels.set(task, truth[at]!);
    result.posteriors.set(task, sharesOf(ppm, at * sheet.classes, sheet.classes));
  }
  for (const [at, worker] of accounts.sorted.entries())
    result.workers.set(worker, learned.accuracy.accuracy[at]!);
  return result;
}

function sharesOf(ppm: Int32Array, from: number, classes: number): number[] {
  const shares: number[] = [];
  for (let k = 0; k < classes; k++) shares.push(ppm[from + k]! / 1_000_000);
  return shares;
}

export interface Online<T extends Key = Key, W extends Key = Key> {
  add(label: GivenLabel<T, W>): void;
  /** How likely each class of a task is by the labels so far; undefined without any. */
  posterior(task: T): number[] | undefined;
  finalize(): Aggregated<T, W>;
}

/** How much labels must have grown before everything is learned again, and the first time. */
const growth = 1.3;
const firstFit = 64;

/** Judges while labels come: what was learned stays as it is until there are 1.3 times as many, then is learned anew. */
export function createOnline<T extends Key, W extends Key>(options: JudgeOptions<T>): Online<T, W> {
  const { classes, golds } = options;
  const labels: GivenLabel<T, W>[] = [];
  const byTask = new Map<T, Map<W, Set<number>>>();
  const learn = () => {
    const given = readLabels(labels, options);
    return { ...given, learned: judge(given.sheet, given.golds).learned };
  };
  let known = learn();
  let next = firstFit;
  return {
    add(label) {
      if (!isClass(label.label, classes)) return;
      labels.push(label);
      const task = at(byTask, label.task, () => new Map<W, Set<number>>());
      at(task, label.worker, () => new Set<number>()).add(label.label);
      if (labels.length < next) return;
      known = learn();
      next = Math.ceil(labels.length * growth);
    },
    posterior(task) {
      const given = byTask.get(task);
      if (given === undefined) return undefined;
      const gold = golds?.get(task);
      if (gold !== undefined && isClass(gold, classes))
        return Array.from({ length: classes }, (_, k) => (k === gold ? 1 : 0));
      const further = [...given]
        .sort(([a], [b]) => byKey(a, b))
        .flatMap(([worker, said]) =>
          [...said]
            .sort((a, b) => a - b)
            .map((chosen) => ({ account: known.accounts.rank.get(worker), chosen, share: 1 / said.size })),
        );
      return sharesOf(judgeFrozen(known.sheet, known.learned, further), 0, classes);
    },
    finalize: () => aggregate(labels, options),
  };
}

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
