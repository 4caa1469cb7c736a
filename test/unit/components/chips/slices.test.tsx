import { expect, test } from 'vitest';
import { createSlices } from '../../../../components/overlay/chips/slices.ts';

test('works in slices of eight milliseconds, one work after the other, and the page has its turn between them', async () => {
  let clock = 0;
  const turns: string[] = [];
  const slices = createSlices(() => clock, new AbortController().signal);
  const work = (name: string, steps: number) =>
    (function* () {
      for (let step = 0; step < steps; step += 1) {
        turns.push(name);
        clock += 3;
        yield;
      }
    })();
  slices(work('a', 4));
  slices(work('b', 3));
  expect(turns).toEqual([]);
  const perTurn: string[] = [];
  while (turns.length < 7 || perTurn.length < 3) {
    await new Promise((resolve) => setTimeout(resolve));
    const now = turns.join('');
    if (now !== perTurn.at(-1)) perTurn.push(now);
  }
  expect(perTurn).toEqual(['aaa', 'aaaabb', 'aaaabbb']);
});

test('ends with its signal', async () => {
  const end = new AbortController();
  const slices = createSlices(() => performance.now(), end.signal);
  let steps = 0;
  const endless = (function* () {
    for (;;) {
      steps += 1;
      yield;
    }
  })();
  slices(endless as Generator<undefined, void, undefined>);
  await new Promise((resolve) => setTimeout(resolve, 30));
  end.abort();
  const then = steps;
  slices(endless as Generator<undefined, void, undefined>);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(then).toBeGreaterThan(0);
  expect(steps).toBe(then);
});
