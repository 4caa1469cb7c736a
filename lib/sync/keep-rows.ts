import type { EpochCheck, KeyWork } from '../audit/check-epoch.ts';
import { judgedOf } from '../audit/settlement/history.ts';
import type { LabelRow } from '../protocol/ledger/statement.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
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

/** The newest figures, for labels whose task is settled: those that wait for them, and those that are paid by them. */
function withWork(label: LabelRecord, row: LabelRow | undefined, work: KeyWork | undefined): LabelRecord {
  const isJudged = label.work !== undefined || (row !== undefined && judgedOf(row) !== undefined);
  return work === undefined || !isJudged ? label : { ...label, work };
}

/** Every own label becomes what the statement says of it, and the epoch counts as checked: one strict transaction. */
export async function keepRows(
  db: Database,
  url: string,
  epoch: number,
  { rows, works }: Pick<EpochCheck, 'rows' | 'works'>,
): Promise<void> {
  await writeStrictly(db, ['joins', 'labels', 'relays'], async (transaction) => {
    const labels = transaction.objectStore('labels');
    const judged = new Set<Hex>();
    const byBatch = Map.groupBy(rows, (row) => row.batchHash);
    for (const batchHash of new Set([...byBatch.keys(), ...works.keys()])) {
      const byIndex = new Map(byBatch.get(batchHash)?.map(({ index, row }) => [index, row]));
      for (const label of await labels.index('batch').getAll(batchHash)) {
        if (label.state !== 'received' && label.state !== 'held') continue;
        const row = label.batch === null ? undefined : byIndex.get(label.batch.index);
        const kept = row === undefined ? label : settled(label, row, epoch);
        await labels.put(withWork(kept, row, works.get(batchHash)));
        if (row !== undefined && judgedOf(row) !== undefined) judged.add(label.campaign);
      }
    }
    const joins = transaction.objectStore('joins');
    for (const campaign of judged) {
      const join = await joins.get(campaign);
      if (join !== undefined && join.known !== true) await joins.put({ ...join, known: true });
    }
    const relays = transaction.objectStore('relays');
    const relay = await relays.get(url);
    if (relay !== undefined) await relays.put({ ...relay, checkedEpoch: epoch });
  });
}
