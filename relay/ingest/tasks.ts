import type { Hex } from '../../lib/protocol/scalar/hex.ts';

/** How a task stands when a label of it comes in. */
interface TaskState {
  /** Received labels of all accounts. */
  labels: number;
  /** Whether it is settled, or has been full. */
  isFull: boolean;
  /** The batches in which accounts of these batches have labeled it. */
  earlier: { account: Hex; batchHash: Hex }[];
}

/** The tasks of some batches that somebody has labeled, kept up while one batch after the other is received. */
export class TaskStates {
  readonly #states = new Map<Hex, TaskState>();

  #of(task: Hex): TaskState {
    const known = this.#states.get(task);
    if (known !== undefined) return known;
    const fresh = { labels: 0, isFull: false, earlier: [] };
    this.#states.set(task, fresh);
    return fresh;
  }

  know(task: Hex, labels: number, isFull: boolean): void {
    Object.assign(this.#of(task), { labels, isFull });
  }

  knowEarlier(task: Hex, account: Hex, batchHash: Hex): void {
    this.#of(task).earlier.push({ account, batchHash });
  }

  /** The batch in which the account has labeled it. */
  earlier(task: Hex, account: Hex): Hex | undefined {
    return this.#states.get(task)?.earlier.find((one) => one.account === account)?.batchHash;
  }

  /** @param most labels that the terms want of a task */
  isFull(task: Hex, most: number): boolean {
    const state = this.#states.get(task);
    return state !== undefined && (state.isFull || state.labels >= most);
  }

  /** @returns how many labels it has with this one */
  receive(task: Hex, account: Hex, batchHash: Hex): number {
    const state = this.#of(task);
    state.earlier.push({ account, batchHash });
    state.labels += 1;
    return state.labels;
  }
}
