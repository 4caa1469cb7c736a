import { sql, type Transaction } from 'kysely';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Tables } from '../db/tables.ts';

/** What is known of a task when a label of it comes in. */
export interface TaskState {
  /** The batch in which the account has labeled it before. */
  earlier: Hex | null;
  /** Received labels of all accounts. */
  labels: number;
  /** Whether it is settled. */
  closed: boolean;
}

/**
 * How these tasks stand for this account; one of which nothing is known is left out. Each is looked up by its key: a
 * join would read the whole table while it has no statistics.
 */
export async function taskStates(
  trx: Transaction<Tables>,
  account: Hex,
  tasks: readonly Hex[],
): Promise<Map<Hex, TaskState>> {
  const { rows } = await sql<TaskState & { task: Hex }>`
    select known.*, (
      select batch_hash from labels
      where account = ${account} and labels.task = known.task and state <> 'refused' limit 1
    ) earlier
    from unnest(${tasks}::text[]) asked, lateral (
      select task, labels, closed from tasks where tasks.task = asked limit 1
    ) known`.execute(trx);
  return new Map(rows.map(({ task, ...state }) => [task, state]));
}
