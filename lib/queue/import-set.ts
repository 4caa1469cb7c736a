import { readQuestionSet } from '../formats/question-set.ts';
import { mostSetText } from '../messages.ts';
import type { Label } from '../protocol/label/label.ts';
import { bytesToHex } from '../protocol/ledger/bytes.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { taskId } from '../protocol/signed/ids.ts';
import { isOfCampaign } from '../protocol/signed/of-campaign.ts';
import { fitsQuestions } from '../protocol/terms/fits.ts';
import type { Terms } from '../protocol/terms/terms.ts';
import { Expected } from '../storage/expected.ts';
import type { LabelRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';
import { setRecords } from './question-sets.ts';
import type { Saving } from './save.ts';

const damaged = (detail: string) => new Expected('set-damaged', false, detail);

/** What could not have been saved is not taken from a file either. */
function mustFit(terms: Terms, given: Pick<Label, 'target' | 'body'>, at: string): void {
  if (!isOfCampaign(terms, given.target) || !fitsQuestions(terms, given)) throw damaged(at);
}

/**
 * Takes a set in from its file, in one strict transaction: always as another set with ids of its own, so that no file writes
 * over what is there.
 *
 * @throws Expected `set-damaged`, `set-too-large`
 */
export async function importSet(
  { store, now, random }: Saving,
  text: string,
): Promise<{ campaign: Hex; labels: number }> {
  if (text.length > mostSetText) throw new Expected('set-too-large', false);
  const read = readQuestionSet(text);
  if (!read.ok) throw damaged(read.detail);
  const campaign = bytesToHex(random(32));
  const at = now();
  const { set, join } = setRecords(campaign, read.value.set, at);
  const { terms, termsHash } = set;
  for (const [index, shown] of (terms.examples ?? []).entries()) mustFit(terms, shown, `examples.${index}`);
  const labels = new Map<Hex, LabelRecord>();
  for (const [index, given] of read.value.labels.entries()) {
    mustFit(terms, given, `labels.${index}`);
    const task = taskId(campaign, given.target);
    if (labels.has(task)) throw damaged(`labels.${index}`);
    labels.set(task, {
      id: bytesToHex(random(16)),
      campaign,
      termsHash,
      task,
      label: { ...given, task },
      state: 'queued',
      // To the hour is all that a label says of its time; the file has them in their order.
      savedAt: given.createdAt * 1000 + index,
      undoUntil: at,
      batch: null,
      amount: null,
      reason: null,
      epoch: null,
    });
  }
  const db = await store.open();
  return writeStrictly(db, ['campaigns', 'joins', 'labels'], async (transaction) => {
    await transaction.objectStore('campaigns').put(set);
    await transaction.objectStore('joins').put(join);
    const kept = transaction.objectStore('labels');
    await Promise.all([...labels.values()].map((label) => kept.put(label)));
    return { campaign, labels: labels.size };
  });
}
