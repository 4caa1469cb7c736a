import type { LabelState } from '../protocol/label/state.ts';
import type { Database, Reading } from '../storage/database.ts';
import type { BatchRecord, LabelRecord } from '../storage/records.ts';

/** Of a profile's labels the newest that are looked at: who labels for years has hundreds of thousands, and pages wait meanwhile. */
const newest = 1000;

/** What is shown of own labels and batches, however many there are. */
export interface Kept {
  /** The newest first. */
  recent: LabelRecord[];
  /** All that have no answer yet. */
  waiting: LabelRecord[];
  /** All that are received and not settled. */
  open: LabelRecord[];
  rejected: LabelRecord[];
  /** Of labels that are open, and of the first of the recent ones. */
  batches: ReadonlyMap<string, BatchRecord>;
  /** Of all batches. */
  batchCount: number;
}

type Own = Reading<'labels' | 'batches'>;

/**
 * @param listed of how many recent labels the batches are wanted
 * @param counts which labels there are at all
 */
export async function keptNow(
  db: Database,
  listed: number,
  counts: (label: LabelRecord) => boolean,
): Promise<Kept> {
  const own: Own = db.transaction(['labels', 'batches']);
  const [recent, waiting, open, rejected, batchCount] = await Promise.all([
    newestLabels(own).then((labels) => labels.filter(counts)),
    labelsIn(own, ['queued', 'sent']).then((labels) => labels.filter(counts)),
    labelsIn(own, ['received', 'held']).then((labels) => labels.filter(counts)),
    labelsIn(own, ['rejected']).then((labels) => labels.filter(counts)),
    own.objectStore('batches').count(),
  ]);
  const hashes = new Set([...recent.slice(0, listed), ...open].flatMap(({ batch }) => batch?.hash ?? []));
  const batches = await Promise.all([...hashes].map((hash) => db.get('batches', hash)));
  return {
    ...{ recent, waiting, open, rejected, batchCount },
    batches: new Map(batches.flatMap((one) => (one === undefined ? [] : [[one.hash as string, one]]))),
  };
}

async function newestLabels(own: Own): Promise<LabelRecord[]> {
  const bySaving = own.objectStore('labels').index('savedAt');
  const first = await bySaving.openKeyCursor(null, 'prev');
  const last = await first?.advance(newest - 1);
  const labels = await bySaving.getAll(last == null ? null : IDBKeyRange.lowerBound(last.key));
  return labels.reverse();
}

async function labelsIn(own: Own, states: readonly LabelState[]): Promise<LabelRecord[]> {
  const byState = own.objectStore('labels').index('state');
  return (await Promise.all(states.map((state) => byState.getAll(state)))).flat();
}
