import type { Draft } from '../messages.ts';
import { bucketOf, hourOf } from '../protocol/label/activity.ts';
import type { Label } from '../protocol/label/label.ts';
import { bytesToHex } from '../protocol/ledger/bytes.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { taskId } from '../protocol/signed/ids.ts';
import { isOfCampaign } from '../protocol/signed/of-campaign.ts';
import { fitsQuestions } from '../protocol/terms/fits.ts';
import type { Store, Writing } from '../storage/database.ts';
import { Expected } from '../storage/expected.ts';
import type { LabelRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';
import { isOffered, isOpen, isShown } from './matches.ts';
import { isWaiting } from './newcomer.ts';
import { dueFrom } from './undo-time.ts';

export interface Saving {
  store: Store;
  /** Milliseconds since 1970. */
  now: () => number;
  /** This many random bytes. */
  random: (bytes: number) => Uint8Array;
}

/**
 * Puts a body into the queue. Resolves after the strict commit: only then may anybody say "saved" (P3). A label of the
 * same task that can still be taken back is replaced.
 *
 * @param wakeAt told when the queue has to be looked at, while the disk writes. Before "saved" and not after: a background
 *   that dies right after it has to be woken for this label. An alarm for a label that then is not written finds nothing.
 * @throws Expected `unknown-campaign`, `not-joined`, `terms-changed`, `closed`, `not-of-campaign`, `example`,
 *   `not-drawn`, `newcomer`, `bad-body`, `labeled-already`; with retry `labeled-elsewhere`, whose detail is that label's id, `no-room` when the browser gives no more storage, `not-written` when its storage fails
 */
export async function save(
  { store, now, random }: Saving,
  draft: Draft,
  wakeAt: (time: number) => void = () => {},
): Promise<LabelRecord> {
  const at = now();
  const salt = (): Hex => bytesToHex(random(16));
  const salts: Label['salts'] = [salt(), salt()];
  const id = bytesToHex(random(16));
  let dueAt: number | undefined;
  const meanwhile = () => {
    if (dueAt !== undefined) wakeAt(dueAt);
  };
  const work = async (transaction: Writing<'campaigns' | 'joins' | 'labels' | 'times'>) => {
    const labels = transaction.objectStore('labels');
    const times = transaction.objectStore('times');
    // Asked at once, and hashed meanwhile: each answer is a way to the browser's storage and back.
    const known = Promise.all([
      transaction.objectStore('campaigns').get(draft.campaign),
      transaction.objectStore('joins').get(draft.campaign),
      times.get('nextAt'),
    ]);
    const task = taskId(draft.campaign, draft.target);
    const [before, [campaign, joined, next]] = await Promise.all([labels.index('task').get(task), known]);
    if (campaign === undefined) throw new Expected('unknown-campaign', false);
    const { terms, termsHash } = campaign;
    if (campaign.relay !== null && joined === undefined) throw new Expected('not-joined', false);
    if (draft.termsHash !== termsHash) throw new Expected('terms-changed', true);
    if (!isOpen(terms, at)) throw new Expected('closed', false);
    // What a relay would refuse never gets into the queue.
    if (!isOfCampaign(terms, draft.target)) throw new Expected('not-of-campaign', false);
    if (isShown(campaign, draft.target)) throw new Expected('example', false);
    if (!isOffered(campaign.lottery?.taken, joined?.account, task)) throw new Expected('not-drawn', false);
    if (!fitsQuestions(terms, draft)) throw new Expected('bad-body', false);
    if (
      before === undefined &&
      (await isWaiting(terms, campaign.campaign, joined, labels.index('campaignState')))
    )
      throw new Expected('newcomer', false);
    if (before !== undefined && before.state !== 'queued') throw new Expected('labeled-already', false);
    if (before !== undefined && isUnseen(before, draft))
      throw new Expected('labeled-elsewhere', true, before.id);

    const label: Label = {
      task,
      target: draft.target,
      body: draft.body,
      assist: draft.assist,
      activeMs: bucketOf(draft.activeMs),
      createdAt: hourOf(Math.floor(at / 1000)),
      salts,
      ...(draft.rationale === undefined ? {} : { rationale: draft.rationale }),
      ...(draft.confidence === undefined ? {} : { confidence: draft.confidence }),
    };
    const undoUntil = dueFrom(at);
    const record: LabelRecord = {
      id,
      campaign: campaign.campaign,
      termsHash,
      task,
      label,
      state: 'queued',
      savedAt: at,
      undoUntil,
      batch: null,
      amount: campaign.relay === null ? null : terms.price,
      reason: null,
      epoch: null,
    };
    const isSooner = campaign.relay !== null && (next === undefined || next > undoUntil);
    if (campaign.relay !== null) dueAt = isSooner ? undoUntil : next;
    leave(labels.put(record), before && labels.delete(before.id), isSooner && times.put(undoUntil, 'nextAt'));
    return record;
  };
  try {
    const db = await store.open();
    return await writeStrictly(db, ['campaigns', 'joins', 'labels', 'times'], work, meanwhile);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    // A full disk has many names: browsers say that they can not write, not why.
    throw error.name === 'QuotaExceededError'
      ? new Expected('no-room', true)
      : new Expected('not-written', true, error.name);
  }
}

/** Whether who saves does not know what would be lost. The same once more comes from a page that got no answer. */
const isUnseen = ({ id, label }: LabelRecord, { instead, body }: Draft): boolean =>
  instead !== undefined && instead !== id && JSON.stringify(label.body) !== JSON.stringify(body);

/** What becomes of these requests, the transaction says. */
const leave = (...requests: unknown[]): void => void Promise.all(requests).catch(() => {});
