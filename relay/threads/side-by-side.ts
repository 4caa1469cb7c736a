import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { StartError } from '../start-error.ts';
import type { Answer } from './answering.ts';

/** For objects that live until a task is done: with less they are moved again and again. */
const resourceLimits = { maxYoungGenerationSizeMb: 96 };
/** Tasks beyond those that threads are at: so none waits while a result is taken. */
const ahead = 1;

/** A thread had no memory for what it was at, and is lost. */
class NoMemory extends Error {}

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

class Thread<Task, Result> {
  readonly #worker: Worker;
  readonly #gone: Promise<never>;

  constructor(program: URL, given: unknown) {
    this.#worker = new Worker(program, { workerData: given, resourceLimits });
    const { promise, reject } = Promise.withResolvers<never>();
    const lose = (cause: Error) => reject(new NoMemory(cause.message, { cause }));
    this.#worker.on('error', (error) => (isNoMemory(error) ? lose(error) : reject(error)));
    // An answer that this thread has no memory for.
    this.#worker.on('messageerror', lose);
    this.#worker.on('exit', () => reject(new Error('a thread has ended')));
    promise.catch(() => {});
    this.#gone = promise;
  }

  /** @throws what the work threw there, or that the thread is gone */
  async answer(task: Task): Promise<Result> {
    this.#worker.postMessage(task);
    const [answer]: [Answer<Result>] = await Promise.race([
      once(this.#worker, 'message') as Promise<[Answer<Result>]>,
      this.#gone,
    ]);
    if ('failed' in answer) throw answer.isStart ? new StartError(answer.failed.message) : answer.failed;
    return answer.result;
  }

  end = (): Promise<number> => this.#worker.terminate();
}

const isNoMemory = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

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
