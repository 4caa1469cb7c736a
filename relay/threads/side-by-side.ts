import { availableParallelism } from 'node:os';
import { NoMemory, Thread } from './thread.ts';

/** Tasks beyond those that threads are at: so none waits while a result is taken. */
const ahead = 1;

/** How tasks are done, here or in threads; each comes to the same. */
export interface Work<Task, Result> {
  alone(task: Task): Promise<Result>;
  /** Asked before each task, and from the first yes on threads do them. */
  isLong(): boolean;
  /** The program of a thread, which calls `answerTasks`, and what it is given at its start. */
  thread: URL;
  given: unknown;
  /** Threads, however many cores there are. */
  most?: number;
  /** What is done here instead, in its turn, of a task for which a thread had no memory; without it that is thrown. */
  instead?(task: Task, lost: NoMemory): Promise<Result>;
}

/**
 * Does tasks one by one, and where that is long as many side by side as the machine has cores. Results come in the order of the
 * tasks, and no more tasks are begun than a few beyond the one whose result is taken: what is held at once is bounded.
 */
export async function* sideBySide<Task, Result>(
  tasks: readonly Task[],
  { alone, isLong, thread, given, most = Number.POSITIVE_INFINITY, instead }: Work<Task, Result>,
): AsyncGenerator<Result, void> {
  let done = 0;
  for (; done < tasks.length && !isLong(); done++) yield await alone(tasks[done]!);
  const left = tasks.slice(done);
  if (left.length === 0) return;
  const count = Math.min(availableParallelism(), most, left.length);
  const threads: Thread<Task, Result>[] = [];
  const free = takers<Thread<Task, Result>>();
  const begin = () => {
    const one = new Thread<Task, Result>(thread, given);
    threads.push(one);
    free.give(one);
  };
  let isOver = false;
  const run = async (task: Task): Promise<Result> => {
    const one = await free.take();
    try {
      const result = await one.answer(task);
      free.give(one);
      return result;
    } catch (error) {
      if (!(error instanceof NoMemory)) free.give(one);
      else if (!isOver && instead !== undefined) {
        void one.end();
        begin();
      }
      throw error;
    }
  };
  const begun: { task: Task; result: Promise<Result> }[] = [];
  const next = async (): Promise<Result> => {
    const { task, result } = begun.shift()!;
    try {
      return await result;
    } catch (error) {
      if (!(error instanceof NoMemory) || instead === undefined) throw error;
      return instead(task, error);
    }
  };
  try {
    while (threads.length < count) begin();
    for (const task of left) {
      const result = run(task);
      // One that fails is thrown when it is its turn.
      result.catch(() => {});
      begun.push({ task, result });
      if (begun.length > count + ahead) yield await next();
    }
    while (begun.length > 0) yield await next();
  } finally {
    isOver = true;
    await Promise.all(threads.map((one) => one.end()));
  }
}

/** Lends things to those who ask first. */
function takers<T>() {
  const free: T[] = [];
  const waiting: ((thing: T) => void)[] = [];
  return {
    take: (): Promise<T> =>
      new Promise((resolve) => {
        const thing = free.shift();
        if (thing === undefined) waiting.push(resolve);
        else resolve(thing);
      }),
    give(thing: T): void {
      const next = waiting.shift();
      if (next === undefined) free.push(thing);
      else next(thing);
    },
  };
}
