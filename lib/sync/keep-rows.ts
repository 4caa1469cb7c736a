import type { EpochCheck, KeyWork, Settled } from '../audit/check-epoch.ts';
import type { Crowd } from '../audit/crowd.ts';
import type { OwnPart } from '../audit/own-part.ts';
import { appealOf, judgedOf } from '../audit/settlement/history.ts';
import { mayAppeal } from '../protocol/ledger/may-appeal.ts';
import type { LabelRow, Statement } from '../protocol/ledger/statement.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Database } from '../storage/database.ts';
import type { LabelRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';

type Cut = Pick<Statement, 'epoch' | 'cut'>;
type Said = Pick<Settled, 'row' | 'crowd'>;

function settled(before: LabelRecord, { row, crowd }: Said, { epoch, cut }: Cut): LabelRecord {
  const label = withJudgement(withAppeal(before, row, cut), row, crowd);
  switch (row.state) {
    case 'held':
      return { ...label, state: 'held' };
    case 'paid':
      return {
        ...label,
        state: 'paid',
        amount: row.credit,
        epoch,
        reason: null,
        ...(row.weight === undefined ? {} : { weight: row.weight }),
      };
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

function withAppeal(label: LabelRecord, row: LabelRow, cut: number): LabelRecord {
  if (mayAppeal(row)) return { ...label, appeal: { cut, promise: null, outcome: null } };
  const outcome = appealOf(row)?.outcome;
  if (outcome === undefined) return label;
  return { ...label, appeal: { cut, promise: null, ...label.appeal, outcome } };
}

function withJudgement(label: LabelRecord, row: LabelRow, crowd: Crowd | undefined): LabelRecord {
  const score = judgedOf(row)?.score;
  return {
    ...label,
    ...(score === undefined ? {} : { score: score.ppm }),
    ...(crowd === undefined || isJudgedBefore(label, row, crowd) ? {} : { crowd }),
  };
}

/**
 * Whoever judges it first has all that was said of its task; a row that pays it later, or decides its appeal, repeats its own part
 * alone. A version of before kept none, and a recovery file has none: of what shows that it was judged then, nothing is said.
 */
const isJudgedBefore = (label: LabelRecord, row: LabelRow, { others }: Crowd): boolean =>
  label.crowd !== undefined ||
  label.work !== undefined ||
  appealOf(row) !== undefined ||
  (judgedOf(row)?.score !== undefined && others < 2);

/** The newest figures, for labels whose task is settled: those that wait for them, and those that are paid by them. */
function withWork(label: LabelRecord, row: LabelRow | undefined, work: KeyWork | undefined): LabelRecord {
  const isJudged = label.work !== undefined || (row !== undefined && judgedOf(row) !== undefined);
  return work === undefined || !isJudged ? label : { ...label, work };
}

interface Kept extends Pick<EpochCheck, 'rows' | 'works'> {
  /** By campaign that became final. */
  parts: ReadonlyMap<Hex, OwnPart>;
}

/** Every own label becomes what the statement says of it, and the epoch counts as checked: one strict transaction. */
export async function keepRows(
  db: Database,
  url: string,
  statement: Cut,
  { rows, works, parts }: Kept,
): Promise<void> {
  await writeStrictly(db, ['joins', 'labels', 'relays'], async (transaction) => {
    const labels = transaction.objectStore('labels');
    const judged = new Set<Hex>();
    const byBatch = Map.groupBy(rows, (row) => row.batchHash);
    for (const batchHash of new Set([...byBatch.keys(), ...works.keys()])) {
      const byIndex = new Map(byBatch.get(batchHash)?.map((said) => [said.index, said]));
      for (const label of await labels.index('batch').getAll(batchHash)) {
        const said = label.batch === null ? undefined : byIndex.get(label.batch.index);
        const row = said?.row;
        const isAppealed = row !== undefined && appealOf(row) !== undefined;
        if (label.state !== 'received' && label.state !== 'held' && !isAppealed) continue;
        const kept = said === undefined ? label : settled(label, said, statement);
        await labels.put(withWork(kept, row, works.get(batchHash)));
        if (row !== undefined && judgedOf(row) !== undefined) judged.add(label.campaign);
      }
    }
    const joins = transaction.objectStore('joins');
    for (const campaign of judged) {
      const join = await joins.get(campaign);
      if (join !== undefined && join.known !== true) await joins.put({ ...join, known: true });
    }
    for (const [campaign, part] of parts) {
      const join = await joins.get(campaign);
      if (join !== undefined) await joins.put({ ...join, part });
    }
    const relays = transaction.objectStore('relays');
    const relay = await relays.get(url);
    if (relay !== undefined) await relays.put({ ...relay, checkedEpoch: statement.epoch });
  });
}
