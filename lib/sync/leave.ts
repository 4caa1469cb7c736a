import type { Hex } from '../protocol/scalar/hex.ts';
import type { Store } from '../storage/database.ts';
import { Expected } from '../storage/expected.ts';
import { writeStrictly } from '../storage/write.ts';

/**
 * Takes no more part: no overlay, no new labels. What was received stays owed and is followed as before, so a campaign
 * can not be left while labels of it are still on their way.
 *
 * @throws Expected `labels-waiting` (retry)
 */
export async function leave(store: Store, campaign: Hex): Promise<void> {
  await writeStrictly(await store.open(), ['joins', 'labels', 'campaigns', 'relays'], async (transaction) => {
    const byState = transaction.objectStore('labels').index('campaignState');
    for (const state of ['queued', 'sent'] as const)
      if ((await byState.count([campaign, state])) > 0) throw new Expected('labels-waiting', true);
    await transaction.objectStore('joins').delete(campaign);
    // Whether it is still listed, only a whole catalogue says now: what went out of it while it was joined was kept.
    const left = await transaction.objectStore('campaigns').get(campaign);
    const relay = await transaction.objectStore('relays').get(left?.relay ?? '');
    if (relay !== undefined) await transaction.objectStore('relays').put({ ...relay, etag: null });
  });
}
