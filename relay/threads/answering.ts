import { parentPort } from 'node:worker_threads';
import { StartError } from '../start-error.ts';

/** What a thread answers to each task. An error's class does not come through. */
export type Answer<Result> = { result: Result } | { failed: Error; isStart: boolean };

/** Makes this thread do the tasks that it is sent, one after the other (side-by-side.ts). */
export function answerTasks<Task, Result>(work: (task: Task) => Promise<Result>): void {
  const answerTo = async (task: Task): Promise<Answer<Result>> => {
    try {
      return { result: await work(task) };
    } catch (error) {
      const failed = error instanceof Error ? error : new Error(String(error));
      return { failed, isStart: error instanceof StartError };
    }
  };
  parentPort?.on('message', async (task: Task) => parentPort?.postMessage(await answerTo(task)));
}
