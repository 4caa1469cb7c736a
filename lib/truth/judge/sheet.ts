import { slotsOf, sortedBy } from './sorted-labels.ts';

/** Labels of one question as numbers: which task, whose, and which of the classes. One entry per label in each. */
export interface Columns {
  tasks: number;
  accounts: number;
  /** How many answers there are to choose from; at least 2. */
  classes: number;
  task: Int32Array;
  account: Int32Array;
  chosen: Int32Array;
}

/**
 * The labels as the judge reads them: by task, then account, then class, each said once. The order in which they came
 * is gone, so that the same labels give the same bits (P11).
 */
export interface Sheet {
  tasks: number;
  accounts: number;
  classes: number;
  /** Where the labels of a task begin; one more entry than tasks. */
  start: Int32Array;
  /** Per label: the account, and which pair of account and class it is. */
  account: Int32Array;
  slot: Int32Array;
  /** Per label: 1, or 1/n where an account gave n different answers to one task: it has one voice however it speaks. */
  share: Float64Array;
  /** Per pair of account and class that occurs, by account: the class. */
  slotClass: Int32Array;
  /** Where the pairs of an account begin; one more entry than accounts. */
  firstSlot: Int32Array;
  /** How many labels an account gave. */
  given: Int32Array;
}

export function makeSheet(columns: Columns): Sheet {
  const { tasks, accounts, classes } = columns;
  const byClass = sortedBy(columns.chosen, classes, undefined);
  const byAccount = sortedBy(columns.account, accounts, byClass);
  const slots = slotsOf(columns, byAccount);
  const order = sortedBy(columns.task, tasks, byAccount);
  const account = new Int32Array(order.length);
  const slot = new Int32Array(order.length);
  const start = new Int32Array(tasks + 1);
  const given = new Int32Array(accounts);
  let length = 0;
  let task = 0;
  for (const label of order) {
    for (; task < columns.task[label]!; task++) start[task + 1] = length;
    const said = slots.slot[label]!;
    if (length > start[task]! && slot[length - 1] === said) continue;
    account[length] = columns.account[label]!;
    slot[length] = said;
    given[account[length]!]! += 1;
    length += 1;
  }
  for (; task < tasks; task++) start[task + 1] = length;
  const sheet = { account: account.subarray(0, length), slot: slot.subarray(0, length), start };
  const { slotClass, firstSlot } = slots;
  return { tasks, accounts, classes, ...sheet, share: sharesOf(sheet), slotClass, firstSlot, given };
}

function sharesOf({ account, start }: Pick<Sheet, 'account' | 'start'>): Float64Array {
  const share = new Float64Array(account.length).fill(1);
  for (let task = 0; task + 1 < start.length; task++) {
    const end = start[task + 1]!;
    for (let from = start[task]!; from < end; ) {
      let to = from + 1;
      while (to < end && account[to] === account[from]) to += 1;
      if (to - from > 1) share.fill(1 / (to - from), from, to);
      from = to;
    }
  }
  return share;
}
