import { parentPort, type Transferable } from 'node:worker_threads';
import { type Answer, failureOf } from './answer.ts';

/**
 * Makes this thread do the tasks that it is sent, one after the other (thread.ts).
 * @param moved what of a result this thread does not need any more, which is not copied then
 */
export function answerTasks<Task, Result>(
  work: (task: Task) => Promise<Result>,
  moved: (result: Result) => Transferable[] = () => [],
): void {
  let last: Promise<void> = Promise.resolve();
  const answerTo = async (task: Task): Promise<void> => {
    let answer: Answer<Result>;
    try {
      answer = { result: await work(task) };
    } catch (error) {
      answer = failureOf(error);
    }
    parentPort?.postMessage(answer, 'result' in answer ? moved(answer.result) : []);
  };
  parentPort?.on('message', (task: Task) => {
    last = last.then(() => answerTo(task));
  });
}
