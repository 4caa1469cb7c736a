import type { Database } from '../storage/database.ts';
import type { RecoveryView } from '../view/overview.ts';

/** @param own labels, batches and rewards that a restored file would lose */
export async function recoveryView(db: Database, own: number): Promise<RecoveryView> {
  const savedAt = (await db.get('times', 'recoveryAt')) ?? null;
  // Of batches with a receipt those that were cut later: an array is above all numbers.
  const later = savedAt === null ? null : IDBKeyRange.lowerBound([savedAt, []], true);
  return {
    savedAt,
    newer: await db.countFromIndex('batches', 'receipt', later),
    restorable: own === 0,
  };
}
