import type { Columns } from './sheet.ts';

/** The labels in the order of their keys, 0 to below `bound`; equal ones keep the order they are given in. Linear. */
export function sortedBy(keys: Int32Array, bound: number, given: Int32Array | undefined): Int32Array {
  const next = new Int32Array(bound + 1);
  for (const key of keys) next[key + 1]! += 1;
  for (let key = 0; key < bound; key++) next[key + 1]! += next[key]!;
  const order = new Int32Array(keys.length);
  for (let at = 0; at < keys.length; at++) {
    const label = given === undefined ? at : given[at]!;
    order[next[keys[label]!]!++] = label;
  }
  return order;
}

/**
 * The pairs of account and class that occur. There are at most as many as labels, so that counts per pair fit wherever
 * the labels fit: many accounts with one label each, or many classes that nobody chose, cost nothing.
 */
export function slotsOf({ accounts, account, chosen }: Columns, byAccount: Int32Array) {
  const slot = new Int32Array(account.length);
  const slotClass = new Int32Array(account.length);
  const firstSlot = new Int32Array(accounts + 1);
  let count = 0;
  let who = 0;
  for (const label of byAccount) {
    for (; who < account[label]!; who++) firstSlot[who + 1] = count;
    if (count === firstSlot[who] || slotClass[count - 1] !== chosen[label]) {
      slotClass[count] = chosen[label]!;
      count += 1;
    }
    slot[label] = count - 1;
  }
  for (; who < accounts; who++) firstSlot[who + 1] = count;
  return { slot, slotClass: slotClass.slice(0, count), firstSlot };
}
