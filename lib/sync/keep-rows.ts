import type { Settled } from '../audit/check-epoch.ts';
import type { LabelRow } from '../protocol/ledger/statement.ts';
import type { Database } from '../storage/database.ts';
import type { LabelRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';

function settled(label: LabelRecord, row: LabelRow, epoch: number): LabelRecord {
  switch (row.state) {
    case 'held':
      return { ...label, state: 'held' };
    case 'paid':
      return { ...label, state: 'paid', amount: row.credit, epoch };
    case 'rejected':
      return {
        ...label,
        state: 'rejected',
        amount: '0',
        epoch,
        reason: { code: row.code, detail: row.evidence },
      };
  }
}

/** Every own label becomes what the statement says of it, and the epoch counts as checked: one strict transaction. */
export async function keepRows(
  db: Database,
  url: string,
  epoch: number,
  rows: readonly Settled[],
): Promise<void> {
  await writeStrictly(db, ['labels', 'relays'], async (transaction) => {
    const labels = transaction.objectStore('labels');
    for (const [batchHash, ofBatch] of Map.groupBy(rows, (row) => row.batchHash)) {
      const byIndex = new Map(ofBatch.map(({ index, row }) => [index, row]));
      for (const label of await labels.index('batch').getAll(batchHash)) {
        const row = label.batch === null ? undefined : byIndex.get(label.batch.index);
        if (row !== undefined && (label.state === 'received' || label.state === 'held'))
          await labels.put(settled(label, row, epoch));
      }
    }
    const relays = transaction.objectStore('relays');
    const relay = await relays.get(url);
    if (relay !== undefined) await relays.put({ ...relay, checkedEpoch: epoch });
  });
}
