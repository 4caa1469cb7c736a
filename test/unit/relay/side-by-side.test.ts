import type { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sideBySide } from '../../../relay/threads/side-by-side.ts';

const squares = (
  tasks: number[],
  isLong: () => boolean,
  given: unknown = new Int32Array(new SharedArrayBuffer(4)),
  instead?: (n: number, lost: Error) => Promise<number>,
) =>
  sideBySide<number, number>(tasks, {
    alone: async (n) => n * n,
    isLong,
    thread: new URL('./side-by-side-worker.ts', import.meta.url),
    given,
    most: 2,
    ...(instead === undefined ? {} : { instead }),
  });

type How = [isLong: () => boolean, given?: unknown, instead?: (n: number, lost: Error) => Promise<number>];

async function all(tasks: number[], ...how: How) {
  const results: number[] = [];
  for await (const result of squares(tasks, ...how)) results.push(result);
  return results;
}

const noMemory = Object.assign(new Error('no memory'), { code: 'ERR_WORKER_OUT_OF_MEMORY' });
const numbers = (count: number) => Array.from({ length: count }, (_, n) => 20 + n);

describe('tasks side by side', () => {
  it('come in their order, whoever does them, and begin only when results before them are taken', async () => {
    const begun = new Int32Array(new SharedArrayBuffer(4));
    const tasks = numbers(30);
    const taken: number[] = [];
    for await (const result of squares(tasks, () => taken.length >= 3, begun)) {
      taken.push(result);
      if (taken.length === 12) await new Promise((resolve) => setTimeout(resolve, 200));
      // Three were done here; two threads, and one task ahead of them.
      expect(Atomics.load(begun, 0) + 3).toBeLessThanOrEqual(taken.length + 3);
    }
    expect(taken).toEqual(tasks.map((n) => n * n));
    expect(Atomics.load(begun, 0)).toBe(27);
  });

  it('start no thread where it is never long', async () => {
    const begun = new Int32Array(new SharedArrayBuffer(4));
    expect(await all(numbers(5), () => false, begun)).toHaveLength(5);
    expect(Atomics.load(begun, 0)).toBe(0);
  });

  it('are given up with what one of them throws, or when its thread ends', async () => {
    const always = () => true;
    await expect(all([1, 2, 666, 3, 4, 5, 6], always)).rejects.toThrow('not this one');
    await expect(all([1, 2, 13, 3, 4, 5, 6], always)).rejects.toThrow('a thread has ended');
  });

  it('leave no thread behind, whatever became of them', async () => {
    const begun: Worker[] = [];
    const note = (thread: Worker) => begun.push(thread);
    process.on('worker', note);
    onTestFinished(() => void process.off('worker', note));
    const always = () => true;
    await all(numbers(5), always);
    await expect(all([1, 2, 666, 3], always)).rejects.toThrow('not this one');
    for await (const _ of squares(numbers(9), always)) break;
    // The second one can not be started.
    let asked = 0;
    const given = {
      get given() {
        if (++asked === 2) throw new RangeError('no more threads');
        return 1;
      },
    };
    await expect(all(numbers(5), always, given)).rejects.toThrow('no more threads');
    // Threads are told of one turn later.
    await new Promise(setImmediate);
    expect(begun).toHaveLength(7);
    // An ended one has no number.
    expect(begun.map(({ threadId }) => threadId)).toEqual(begun.map(() => -1));
  });

  it('of one for which a thread has no memory, something else is done in its turn; the others are done by another thread', async () => {
    const begun: Worker[] = [];
    const note = (thread: Worker) => begun.push(thread);
    process.on('worker', note);
    onTestFinished(() => void process.off('worker', note));
    process.once('worker', (thread) => thread.once('online', () => thread.emit('error', noMemory)));
    const instead = async (n: number, lost: Error) => {
      expect([n, lost.message]).toEqual([7777, 'no memory']);
      return -1;
    };
    const tasks = [7777, ...numbers(9)];
    const results = await all(tasks, () => true, undefined, instead);
    expect(results).toEqual([-1, ...numbers(9).map((n) => n * n)]);
    await new Promise(setImmediate);
    expect(begun.map(({ threadId }) => threadId)).toEqual([-1, -1, -1]);
    await expect(all([1, 13, 2, 3], () => true, undefined, instead)).rejects.toThrow('a thread has ended');
  });

  it('are given up when an answer can not be read', async () => {
    const lose = (thread: Worker) =>
      thread.once('online', () => thread.emit('messageerror', new Error('no memory')));
    process.on('worker', lose);
    onTestFinished(() => void process.off('worker', lose));
    await expect(all([7777, 7777, 7777], () => true)).rejects.toThrow('no memory');
  });
});
