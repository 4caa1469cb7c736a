import type { Database, Stores, Writing } from './database.ts';

/**
 * Runs `work` in one transaction and resolves after its strict commit: the operating system has been told to put it on
 * the disk (Indexed Database API 3.0, section 2.7.1, durability hint "strict"). What `work` awaits must be requests of
 * the transaction; what it need not wait for it may leave under way. Rejects, with nothing written, when `work` throws or
 * the browser has no room (`QuotaExceededError`).
 *
 * @param meanwhile what may be done while the disk writes, and does no harm if it then can not; must not throw
 */
export async function writeStrictly<S extends Stores, T>(
  db: Database,
  stores: S[],
  work: (transaction: Writing<S>) => Promise<T>,
  meanwhile?: () => void,
): Promise<T> {
  const transaction = db.transaction(stores, 'readwrite', { durability: 'strict' });
  try {
    const value = await work(transaction);
    commit(transaction);
    meanwhile?.();
    await transaction.done;
    return value;
  } catch (error) {
    transaction.done.catch(() => {});
    // Requests of a transaction that the browser aborts only say that they were aborted; the transaction says why.
    const cause = transaction.error ?? error;
    try {
      transaction.abort();
    } catch {
      // It has ended already: that is what failed.
    }
    throw cause;
  }
}

/** Without waiting for the last request to say that it is done. */
function commit(transaction: { commit(): void }): void {
  try {
    transaction.commit();
  } catch {
    // It commits by itself already.
  }
}
