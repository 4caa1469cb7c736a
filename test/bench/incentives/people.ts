/** Numbers of 0 to below 1 from a seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Three answers; how often each is right. */
export const frequencies = [0.6, 0.3, 0.1];
export const classes = frequencies.length;

export function drawTruth(draw: () => number): number {
  let left = draw();
  for (let k = 0; k < classes - 1; k++) {
    left -= frequencies[k]!;
    if (left < 0) return k;
  }
  return classes - 1;
}

/** What somebody does with a task: its number, its truth, and how many labels they have given before. */
export type Habit = (task: number, truth: number, given: number) => number;

export interface Person {
  kind: string;
  habit: Habit;
  /** Whether they take tasks that others of their kind have taken, rather than any. */
  gathers: boolean;
}

const wrong = (truth: number, draw: () => number) =>
  (truth + 1 + Math.floor(draw() * (classes - 1))) % classes;
const right =
  (accuracy: number, draw: () => number): Habit =>
  (_, truth) =>
    draw() < accuracy ? truth : wrong(truth, draw);
const anything =
  (draw: () => number): Habit =>
  () =>
    Math.floor(draw() * classes);
/** The same for all members, and nothing to do with the truth. */
const agreed: Habit = (task) => (Math.imul(task + 1, 2_654_435_761) >>> 5) % classes;

/** How many of each kind; the rest is honest. */
export type Shares = Partial<
  Record<'mediocre' | 'lazy' | 'random' | 'copying' | 'ring' | 'good then spam', number>
>;

/** A crowd whose order is mixed. @param gathers whether the ring meets on its own tasks */
export function peopleOf(count: number, shares: Shares, gathers: boolean, draw: () => number): Person[] {
  const people: Person[] = [];
  const add = (kind: string, share: number, make: () => Habit) => {
    for (let n = 0; n < Math.round(share * count); n++)
      people.push({ kind, habit: make(), gathers: kind === 'ring' && gathers });
  };
  add('mediocre', shares.mediocre ?? 0, () => right(0.55 + 0.15 * draw(), draw));
  add('lazy', shares.lazy ?? 0, () => () => 0);
  add('random', shares.random ?? 0, () => anything(draw));
  add('ring', shares.ring ?? 0, () => agreed);
  add('good then spam', shares['good then spam'] ?? 0, () => {
    const [good, spam] = [right(0.9, draw), anything(draw)];
    return (task, truth, given) => (given < 50 ? good : spam)(task, truth, given);
  });
  // All of them repeat one and the same person, who is good.
  const copied = new Map<number, number>();
  const source = right(0.9, draw);
  add('copying', shares.copying ?? 0, () => (task, truth, given) => {
    const answer = copied.get(task) ?? source(task, truth, given);
    copied.set(task, answer);
    return answer;
  });
  while (people.length < count)
    people.push({ kind: 'honest', habit: right(0.75 + 0.22 * draw(), draw), gathers: false });
  for (let at = people.length - 1; at > 0; at--) {
    const other = Math.floor(draw() * (at + 1));
    [people[at], people[other]] = [people[other]!, people[at]!];
  }
  return people;
}
