import 'fake-indexeddb/auto';
import { makeStore, type Store } from '../../../lib/storage/database.ts';

let made = 0;

export interface FreshStore {
  store: Store;
  /** What a worker that was killed finds: another connection to the same database. */
  again(): Store;
}

/** A store on a database of its own. */
export function freshStore(): FreshStore {
  made += 1;
  const name = `glosa-${process.pid}-${made}`;
  return { store: makeStore(name), again: () => makeStore(name) };
}
