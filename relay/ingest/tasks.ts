import type { Hex } from '../../lib/protocol/scalar/hex.ts';

/** How a task stands when a label of it comes in, kept up while one batch after the other is received. */
export class TaskState {
  /** Received labels of all accounts. */
  labels = 0;
  /** Whether it is settled, or has been full. */
  isClosed = false;
  /** Of one that was opened again: the labels it had, and what of the reserve is kept for each that comes. */
  again: { before: number; kept: bigint } | null = null;
  /** The batches in which accounts of these batches have labeled it. */
  readonly #earlier: { account: Hex; batchHash: Hex }[] = [];

  knowEarlier(account: Hex, batchHash: Hex): void {
    this.#earlier.push({ account, batchHash });
  }

  /** The batch in which the account has labeled it. */
  earlier(account: Hex): Hex | undefined {
    for (const one of this.#earlier) if (one.account === account) return one.batchHash;
    return undefined;
  }

  /** How many labels it has since it was opened again, or at all. */
  #count(): number {
    return this.labels - (this.again?.before ?? 0);
  }

  /** @param most labels that the terms want of a task */
  isFull(most: number): boolean {
    return this.isClosed || this.#count() >= most;
  }

  /** @returns how many labels it has with this one, since it was opened again */
  receive(account: Hex, batchHash: Hex): number {
    this.knowEarlier(account, batchHash);
    this.labels += 1;
    return this.#count();
  }
}

/** The tasks of some batches; one that nobody has labeled is as a task begins. */
export class TaskStates {
  readonly #states = new Map<Hex, TaskState>();

  of(task: Hex): TaskState {
    const known = this.#states.get(task);
    if (known !== undefined) return known;
    const fresh = new TaskState();
    this.#states.set(task, fresh);
    return fresh;
  }
}
