import type { Hex } from '../../lib/protocol/scalar/hex.ts';

/** How a task stands when a label of it comes in. */
interface TaskState {
  /** Received labels of all accounts. */
  labels: number;
  /** Whether it is settled, or has been full. */
  isFull: boolean;
  /** Of one that was opened again: the labels it had, and what of the reserve is kept for each that comes. */
  again: { before: number; kept: bigint } | null;
  /** The batches in which accounts of these batches have labeled it. */
  earlier: { account: Hex; batchHash: Hex }[];
}

/** The tasks of some batches that somebody has labeled, kept up while one batch after the other is received. */
export class TaskStates {
  readonly #states = new Map<Hex, TaskState>();

  #of(task: Hex): TaskState {
    const known = this.#states.get(task);
    if (known !== undefined) return known;
    const fresh = { labels: 0, isFull: false, again: null, earlier: [] };
    this.#states.set(task, fresh);
    return fresh;
  }

  know(task: Hex, state: Pick<TaskState, 'labels' | 'isFull' | 'again'>): void {
    Object.assign(this.#of(task), state);
  }

  /** What is kept for a label of a task that was opened again; undefined for every other. */
  keptFor(task: Hex): bigint | undefined {
    return this.#states.get(task)?.again?.kept;
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
    return state !== undefined && (state.isFull || labelsOf(state) >= most);
  }

  /** @returns how many labels it has with this one, since it was opened again */
  receive(task: Hex, account: Hex, batchHash: Hex): number {
    const state = this.#of(task);
    state.earlier.push({ account, batchHash });
    state.labels += 1;
    return labelsOf(state);
  }
}

const labelsOf = ({ labels, again }: TaskState): number => labels - (again?.before ?? 0);
