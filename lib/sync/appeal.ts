import type { Hex } from '../protocol/scalar/hex.ts';
import { type Appeal, appealHash, appealReceiptHash } from '../protocol/signed/appeal.ts';
import { signerOf } from '../protocol/signed/recover.ts';
import { Expected } from '../storage/expected.ts';
import { patch } from '../storage/patch.ts';
import { skewSeconds } from './send-batches.ts';
import type { Working } from './working.ts';

/**
 * Asks that others label a rejected label's page again, and keeps what the relay promises about it. The same appeal gets
 * the same promise, so a kill in between costs nothing.
 *
 * @throws Expected `not-appealable`, `bad-promise`, or what the relay said
 */
export async function appeal(working: Working, id: Hex): Promise<void> {
  const db = await working.store.open();
  const label = await db.get('labels', id);
  const batch = await db.get('batches', label?.batch?.hash ?? '0x');
  const relay = await db.get('relays', batch?.relay ?? '');
  // A batch of another device: its key is not here.
  if (label?.batch == null || batch?.answer == null || relay === undefined || batch.blind !== undefined)
    throw new Expected('not-appealable', false);
  const place = { chainId: relay.info.chainId, escrow: relay.info.escrow };
  const given: Appeal = {
    campaign: batch.campaign,
    number: batch.answer.receipt.number,
    index: label.batch.index,
  };
  const hash = appealHash(place, given);
  const signer = await working.identity.campaign(place.escrow, batch.campaign);
  const body = { appeal: given, signature: await signer.sign(hash) };
  const promise = await working.client(relay.url).ask('appeals', { body });
  const digest = appealReceiptHash(place, { appealHash: hash, ...promise });
  const key = await working.chain(relay.info).receiptKey(promise.epoch);
  if ((await signerOf(digest, promise.signature)) !== key) throw new Expected('bad-promise', true);
  // Once for those who come, once for those who came last. A later date would be a promise that is never due.
  const known = await db.get('campaigns', batch.campaign);
  const within = 2 * (known?.terms.acceptByHours ?? Number.POSITIVE_INFINITY) * 3600;
  if (promise.decideBy > working.now() / 1000 + within + skewSeconds) throw new Expected('bad-promise', true);
  await patch(db, 'labels', id, ({ appeal: before }) =>
    before === undefined ? {} : { appeal: { ...before, promise } },
  );
}
