import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { turnstile } from '../../../relay/app/turnstile.ts';

test('one is let through at a time, in order, and what else has come in is done between two', async () => {
  const pass = turnstile();
  const done: string[] = [];
  const through = async (name: string) => {
    await pass();
    done.push(name);
  };
  const between = async () => {
    for (let turn = 0; turn < 3; turn++) {
      await nextTurn();
      done.push('between');
    }
  };
  await Promise.all([through('a'), through('b'), between(), through('c')]);
  expect(done.filter((name) => name !== 'between')).toEqual(['a', 'b', 'c']);
  expect(done.indexOf('between')).toBeGreaterThan(done.indexOf('a'));
  expect(done.indexOf('between')).toBeLessThan(done.indexOf('b'));
  await through('d');
  expect(done.at(-1)).toBe('d');
});
