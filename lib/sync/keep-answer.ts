import type { BatchAnswer } from '../protocol/api/batches.ts';
import type { Database } from '../storage/database.ts';
import type { Expected } from '../storage/expected.ts';
import type { BatchRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';

/**
 * Keeps the receipt and what it says of each label, in one strict transaction. Statements are checked from the receipt's
 * epoch on: an answer that came late, after a kill or a bad line, may belong to an epoch that was checked without it.
 *
 * @param lastActive the newest active epoch on chain: checks begin behind it, or earlier, whatever epoch the receipt names
 */
export async function keepAnswer(
  db: Database,
  batch: BatchRecord,
  answer: BatchAnswer,
  lastActive: number,
): Promise<void> {
  const refused = new Map(answer.refused);
  const first = new Map(answer.duplicates);
  await writeStrictly(db, ['batches', 'labels', 'relays'], async (transaction) => {
    const { unanswered: _, ...answered } = batch;
    await transaction.objectStore('batches').put({ ...answered, answer });
    const labels = transaction.objectStore('labels');
    for (const label of await labels.index('batch').getAll(batch.hash)) {
      if (label.state !== 'sent' || label.batch === null) continue;
      const code = refused.get(label.batch.index);
      const detail = first.get(label.batch.index) ?? null;
      await labels.put(
        code === undefined
          ? { ...label, state: 'received', reason: null }
          : { ...label, state: 'refused', amount: '0', reason: { code, detail } },
      );
    }
    const relays = transaction.objectStore('relays');
    const relay = await relays.get(batch.relay);
    if (relay === undefined) return;
    const checkedEpoch = Math.min(relay.checkedEpoch ?? lastActive, Math.max(0, answer.receipt.epoch - 1));
    await relays.put({ ...relay, checkedEpoch });
  });
}

/** The relay will never take this batch: its labels say why and stay here, to be read and exported. */
export async function giveUp(db: Database, batch: BatchRecord, problem: Expected): Promise<void> {
  const reason = { code: problem.code, detail: problem.detail };
  await writeStrictly(db, ['batches', 'labels'], async (transaction) => {
    const { unanswered: _, ...answered } = batch;
    await transaction.objectStore('batches').put({ ...answered, problem: reason });
    const labels = transaction.objectStore('labels');
    for (const label of await labels.index('batch').getAll(batch.hash))
      if (label.state === 'sent') await labels.put({ ...label, state: 'refused', amount: '0', reason });
  });
}

/**
 * A batch of another device whose key the relay does not take: the relay does not have it, and its labels are queued
 * again, to be signed by this device's key. Should the other device live and be first, they are refused as duplicates.
 */
export async function takeOver(db: Database, { hash }: BatchRecord): Promise<void> {
  await writeStrictly(db, ['batches', 'labels'], async (transaction) => {
    await transaction.objectStore('batches').delete(hash);
    const labels = transaction.objectStore('labels');
    for (const label of await labels.index('batch').getAll(hash))
      if (label.state === 'sent') await labels.put({ ...label, state: 'queued', batch: null });
  });
}
