import { Worker } from 'node:worker_threads';
import { type Answer, errorIn } from './answer.ts';

/** For objects that live until a task is done: with less they are moved again and again. */
const resourceLimits = { maxYoungGenerationSizeMb: 96 };

/** A thread had no memory for what it was at, and is lost. */
export class NoMemory extends Error {}

interface Waiting<Result> {
  resolve(result: Result): void;
  reject(error: Error): void;
}

/** A thread that does tasks in the order in which it gets them. */
export class Thread<Task, Result> {
  readonly #worker: Worker;
  readonly #waiting: Waiting<Result>[] = [];
  #lost: Error | undefined;

  /**
   * @param program calls `answerTasks`
   * @param given what it has as `workerData`
   */
  constructor(program: URL, given: unknown) {
    this.#worker = new Worker(program, { workerData: given, resourceLimits });
    this.#worker.on('message', (answer: Answer<Result>) => {
      const first = this.#waiting.shift();
      if ('result' in answer) first?.resolve(answer.result);
      else first?.reject(errorIn(answer));
    });
    const noMemory = (cause: Error) => this.#lose(new NoMemory(cause.message, { cause }));
    this.#worker.on('error', (error) => (isNoMemory(error) ? noMemory(error) : this.#lose(error)));
    // An answer that this thread has no memory for.
    this.#worker.on('messageerror', noMemory);
    this.#worker.on('exit', () => this.#lose(new Error('a thread has ended')));
  }

  #lose(error: Error): void {
    this.#lost ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#lost);
  }

  /** Whether it does nothing any more. */
  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  /** @throws what the work threw there, or that the thread is lost */
  answer(task: Task): Promise<Result> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    this.#waiting.push({ resolve, reject });
    this.#worker.postMessage(task);
    return promise;
  }

  end = (): Promise<number> => this.#worker.terminate();
}

const isNoMemory = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
