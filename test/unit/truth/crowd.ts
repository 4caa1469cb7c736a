import type { GivenLabel } from '../../../lib/truth/given.ts';

/** Numbers of 0 to below 1 from a seed, the same everywhere (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** How an account answers when `truth` is right. */
export type Habit = (truth: number, task: number, draw: () => number) => number;

export const honest =
  (accuracy: number, classes: number): Habit =>
  (truth, _, draw) =>
    draw() < accuracy ? truth : (truth + 1 + Math.floor(draw() * (classes - 1))) % classes;
export const always =
  (chosen: number): Habit =>
  () =>
    chosen;
/** All members give the same answer to a task, and it has nothing to do with the truth. */
export const ring =
  (classes: number): Habit =>
  (_truth, task) =>
    (Math.imul(task + 1, 2_654_435_761) >>> 5) % classes;

export interface Crowd {
  labels: GivenLabel<number, string>[];
  truth: Map<number, number>;
}

/** @param perTask how many accounts, drawn without repeats, label a task */
export function crowdOf(
  seed: number,
  { tasks, classes, perTask }: { tasks: number; classes: number; perTask: number },
  accounts: Record<string, Habit>,
): Crowd {
  const draw = chance(seed);
  const names = Object.keys(accounts);
  const labels: GivenLabel<number, string>[] = [];
  const truth = new Map<number, number>();
  for (let task = 0; task < tasks; task++) {
    const right = Math.floor(draw() * classes);
    truth.set(task, right);
    const left = [...names];
    for (let n = 0; n < perTask; n++) {
      const [worker] = left.splice(Math.floor(draw() * left.length), 1);
      labels.push({ task, worker: worker!, label: accounts[worker!]!(right, task, draw) });
    }
  }
  return { labels, truth };
}

export const named = (prefix: string, count: number, habit: (n: number) => Habit) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`${prefix}${n}`, habit(n)]));

/** The share of tasks without a gold whose class was found. */
export function rightOf(
  found: ReadonlyMap<number, number>,
  truth: ReadonlyMap<number, number>,
  golds?: ReadonlyMap<number, number>,
) {
  const asked = [...truth].filter(([task]) => !golds?.has(task));
  return asked.filter(([task, right]) => found.get(task) === right).length / asked.length;
}

export function vote(labels: readonly GivenLabel<number>[], classes: number): Map<number, number> {
  const counts = new Map<number, number[]>();
  for (const { task, label } of labels) {
    const votes = counts.get(task) ?? new Array<number>(classes).fill(0);
    votes[label]! += 1;
    counts.set(task, votes);
  }
  return new Map([...counts].map(([task, votes]) => [task, votes.indexOf(Math.max(...votes))]));
}
