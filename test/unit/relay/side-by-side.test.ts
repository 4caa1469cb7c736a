import { describe, expect, it } from 'vitest';
import { sideBySide } from '../../../relay/threads/side-by-side.ts';

const squares = (tasks: number[], isLong: () => boolean, begun = new Int32Array(new SharedArrayBuffer(4))) =>
  sideBySide<number, number>(tasks, {
    alone: async (n) => n * n,
    isLong,
    thread: new URL('./side-by-side-worker.ts', import.meta.url),
    given: begun,
    most: 2,
  });

async function all(tasks: number[], ...how: [isLong: () => boolean, begun?: Int32Array<SharedArrayBuffer>]) {
  const results: number[] = [];
  for await (const result of squares(tasks, ...how)) results.push(result);
  return results;
}

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
});
