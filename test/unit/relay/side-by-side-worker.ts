import { workerData } from 'node:worker_threads';
import { answerTasks } from '../../../relay/threads/answering.ts';

const begun: Int32Array = workerData;

/** Squares a number, sometimes late; ends its thread at 13, refuses 666, and says nothing of 7777. */
answerTasks(async (n: number) => {
  Atomics.add(begun, 0, 1);
  if (n === 13) process.exit();
  if (n === 7777) await new Promise(() => {});
  if (n === 666) throw new TypeError('not this one');
  await new Promise((resolve) => setTimeout(resolve, (n * 7) % 20));
  return n * n;
});
