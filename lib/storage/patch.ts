import type { Database, Schema } from './database.ts';

/** Stores whose records several parts write: a sync that runs, and what the labeler does meanwhile. */
type Shared = 'relays' | 'joins' | 'rewards' | 'labels';

/**
 * Changes fields of one record in one transaction. The rest stays as it stands then, so that whoever awaited the network
 * in between takes back nothing that others wrote meanwhile. A record that has gone stays gone.
 *
 * @returns the record as it is now stored; undefined when it is not there
 */
export async function patch<S extends Shared>(
  db: Database,
  store: S,
  key: Schema[S]['key'],
  change: (before: Schema[S]['value']) => Partial<Schema[S]['value']>,
): Promise<Schema[S]['value'] | undefined> {
  const transaction = db.transaction(store, 'readwrite');
  const before = await transaction.store.get(key);
  const after = before === undefined ? undefined : { ...before, ...change(before) };
  if (after !== undefined) await transaction.store.put(after);
  await transaction.done;
  return after;
}
