import { keccak256, stringToBytes } from 'viem/utils';
import type { Identity } from '../identity/identity.ts';
import { routes } from '../protocol/api/routes.ts';
import type { Label } from '../protocol/label/label.ts';
import { treeOf, wordLeafHash } from '../protocol/ledger/leaves.ts';
import type { Keccak } from '../protocol/ledger/tree.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { type Batch, batchHash, maxBatch } from '../protocol/signed/batch.ts';
import { labelLeaf } from '../protocol/signed/leaf.ts';
import type { Store } from '../storage/database.ts';
import type { BatchRecord, LabelRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';
import { isDue } from './undo-time.ts';

export const keccak: Keccak = (bytes) => keccak256(bytes, 'bytes');

/** Root of the standard tree over the leaves of these labels. */
const labelsRoot = (labels: readonly Label[]): Hex =>
  treeOf(labels.map(labelLeaf), wordLeafHash, keccak).root;

/** What the relay takes in one request, less the batch itself and its signature. */
const roomInBytes = routes.batches.body - 2_000;

/** As many labels as one request can carry. */
function fitting(due: readonly LabelRecord[]): LabelRecord[] {
  let room = roomInBytes;
  const end = due.findIndex(({ label }) => {
    room -= stringToBytes(JSON.stringify(label)).length + 1;
    return room < 0;
  });
  return end < 0 ? [...due] : due.slice(0, end);
}

/** Labels of one campaign whose undo time is over and that saw the same terms, oldest first. */
async function dueLabels(store: Store, campaign: Hex, now: number): Promise<LabelRecord[]> {
  const db = await store.open();
  const queued = await db.getAllFromIndex('labels', 'campaignState', [campaign, 'queued']);
  const due = queued.filter(({ undoUntil }) => isDue(undoUntil, now)).sort((a, b) => a.savedAt - b.savedAt);
  return fitting(due.filter(({ termsHash }) => termsHash === due[0]?.termsHash).slice(0, maxBatch));
}

/**
 * Signs the due labels of a joined campaign as one batch and stores it whole, in one strict transaction with the labels'
 * new state and the key's counter: after any kill the batch is either not there, or there for ever as it was signed.
 *
 * @returns undefined when nothing is due
 */
export async function cutBatch(
  { store, identity }: { store: Store; identity: Identity },
  campaign: Hex,
  now: number,
): Promise<BatchRecord | undefined> {
  const due = await dueLabels(store, campaign, now);
  const [first] = due;
  if (first === undefined) return undefined;
  const db = await store.open();
  const join = await db.get('joins', campaign);
  const known = await db.get('campaigns', campaign);
  const sequence = (await db.get('sequences', campaign)) ?? 0;
  if (join === undefined || known === undefined || known.relay === null) return undefined;

  const place = { chainId: known.terms.chainId, escrow: known.terms.escrow };
  const signer = await identity.campaign(place.escrow, campaign);
  const labels = due.map(({ label }) => label);
  const batch: Batch = {
    key: signer.address,
    campaign,
    termsHash: first.termsHash,
    sequence,
    count: labels.length,
    labelsRoot: labelsRoot(labels),
  };
  const hash = batchHash(place, batch);
  const record: BatchRecord = {
    hash,
    campaign,
    relay: known.relay,
    price: first.amount ?? known.terms.price,
    token: known.terms.token,
    request: { batch, signature: await signer.sign(hash), labels },
    unanswered: 1,
    answer: null,
    problem: null,
    cutAt: now,
  };
  return writeStrictly(db, ['labels', 'batches', 'sequences'], async (transaction) => {
    const sequences = transaction.objectStore('sequences');
    if (((await sequences.get(campaign)) ?? 0) !== sequence) return undefined;
    const kept = transaction.objectStore('labels');
    const still = await Promise.all(due.map(({ id }) => kept.get(id)));
    if (still.some((label) => label?.state !== 'queued')) return undefined;
    await Promise.all(
      due.map((label, index) => kept.put({ ...label, state: 'sent', batch: { hash, index } })),
    );
    await sequences.put(sequence + 1, campaign);
    await transaction.objectStore('batches').add(record);
    return record;
  });
}
