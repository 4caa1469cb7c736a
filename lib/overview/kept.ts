import type { LabelState } from '../protocol/label/state.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Database, Reading } from '../storage/database.ts';
import type { BatchRecord, LabelRecord } from '../storage/records.ts';

/** Of a profile's labels the newest that are looked at: who labels for years has hundreds of thousands, and pages wait meanwhile. */
const newest = 1000;

/** What is shown of own labels and batches, however many there are. */
export interface Kept {
  /** The newest first. */
  recent: LabelRecord[];
  /** Of those that have a score, the newest first. */
  scored: LabelRecord[];
  /** All that are received and not settled. */
  open: LabelRecord[];
  rejected: LabelRecord[];
  /** Of each campaign some that are to be sent: they can be taken back, also by who has labeled much since. */
  queued: LabelRecord[];
  /** How many are to be sent, or have no answer yet. */
  waiting: number;
  /** Of labels that are open, and of the first of the recent ones. */
  batches: ReadonlyMap<string, BatchRecord>;
  /** Of all batches. */
  batchCount: number;
}

interface Wanted {
  /** Of how many recent labels the batches are wanted. */
  listed: number;
  /** Which labels there are at all. */
  counts(label: LabelRecord): boolean;
  /** Campaigns whose labels are sent. */
  sent: readonly Hex[];
}

type Own = Reading<'labels' | 'batches'>;

export async function keptNow(db: Database, { listed, counts, sent }: Wanted): Promise<Kept> {
  const own: Own = db.transaction(['labels', 'batches']);
  const [recent, scored, open, rejected, queued, waiting, batchCount] = await Promise.all([
    newestBy(own, 'savedAt'),
    newestBy(own, 'scored'),
    labelsIn(own, ['received', 'held']),
    labelsIn(own, ['rejected']),
    queuedIn(own, sent),
    countWaiting(own, sent),
    own.objectStore('batches').count(),
  ]);
  const shown = { recent: recent.filter(counts), open: open.filter(counts) };
  const listing = [...shown.recent.slice(0, listed), ...shown.open];
  const hashes = new Set(listing.flatMap(({ batch }) => batch?.hash ?? []));
  const batches = await Promise.all([...hashes].map((hash) => db.get('batches', hash)));
  return {
    ...{ ...shown, scored: scored.filter(counts), rejected: rejected.filter(counts) },
    ...{ queued, waiting, batchCount },
    batches: new Map(batches.flatMap((one) => (one === undefined ? [] : [[one.hash as string, one]]))),
  };
}

async function newestBy(own: Own, name: 'savedAt' | 'scored'): Promise<LabelRecord[]> {
  const index = own.objectStore('labels').index(name);
  const first = await index.openKeyCursor(null, 'prev');
  const last = await first?.advance(newest - 1);
  const labels = await index.getAll(last == null ? null : IDBKeyRange.lowerBound(last.key));
  return labels.reverse();
}

async function labelsIn(own: Own, states: readonly LabelState[]): Promise<LabelRecord[]> {
  const byState = own.objectStore('labels').index('state');
  return (await Promise.all(states.map((state) => byState.getAll(state)))).flat();
}

/** As many of one campaign as a relay that is gone may leave behind; more are shown once these are taken back. */
const mostQueued = 100;

async function queuedIn(own: Own, campaigns: readonly Hex[]): Promise<LabelRecord[]> {
  const byCampaign = own.objectStore('labels').index('campaignState');
  return (
    await Promise.all(campaigns.map((campaign) => byCampaign.getAll([campaign, 'queued'], mostQueued)))
  ).flat();
}

/** Labels that never leave stay queued for ever, and there may be many. */
async function countWaiting(own: Own, campaigns: readonly Hex[]): Promise<number> {
  const byCampaign = own.objectStore('labels').index('campaignState');
  const keys = campaigns.flatMap((campaign): [string, string][] => [
    [campaign, 'queued'],
    [campaign, 'sent'],
  ]);
  const counts = await Promise.all(keys.map((key) => byCampaign.count(key)));
  return counts.reduce((sum, count) => sum + count, 0);
}
