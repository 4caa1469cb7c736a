import * as v from 'valibot';
import { bytes32, type Hex } from '../scalar/hex.ts';

/** Hexadecimal digits of a task. Of a million tasks in a filter, it takes one in a million others for one of them. */
export const filterWidth = 10;

/**
 * Tasks in a seventh of their room: the first digits of each, ascending, each once, one behind the other. It names every task
 * that is in it, and seldom one that is not.
 */
export const taskFilter = v.pipe(
  v.string(),
  v.check(
    (filter) => filter.length % filterWidth === 0 && /^[0-9a-f]*$/.test(filter),
    'must be the first 10 digits of tasks',
  ),
);

export const emptyFilter = '';

export function taskFilterOf(tasks: Iterable<Hex>): string {
  const words = new Set(Array.from(tasks, (task) => task.slice(2, 2 + filterWidth)));
  return [...words].sort().join('');
}

/** As a device reads it: a relay of before there were filters lists the tasks. */
export const anyTaskFilter = v.union([
  taskFilter,
  v.pipe(
    v.array(bytes32),
    v.transform((tasks) => taskFilterOf(tasks)),
  ),
]);

/** Looks it up without taking the filter apart: it may have a million tasks, and a page waits. */
export function isInFilter(filter: string, task: Hex): boolean {
  const word = task.slice(2, 2 + filterWidth);
  let [low, high] = [0, filter.length / filterWidth];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = filter.slice(middle * filterWidth, (middle + 1) * filterWidth);
    if (found === word) return true;
    if (found < word) low = middle + 1;
    else high = middle;
  }
  return false;
}
