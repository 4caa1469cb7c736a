import { isOpen } from '../queue/matches.ts';
import type { Store } from '../storage/database.ts';
import type { CampaignRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';
import { isAudience } from '../view/audience.ts';
import type { Working } from './working.ts';

/** Who was told of something is left in peace for so long, in milliseconds. */
export const newsRest = 3_600_000;

/** So many are looked at, since pages may be waiting for the transaction: more at once is a flood, and no news. */
const most = 200;

/** Whether a label of it could be paid. */
const isFunded = ({ funding, terms }: CampaignRecord): boolean =>
  funding !== null && BigInt(funding.free) >= BigInt(terms.price);

/**
 * What readings of catalogues have found that is new to this device, as far as the person is to be told of it now. It is taken in
 * one strict commit before anybody is told, so nobody is told twice: who is killed in between is not told. While
 * the rest after the last time is not over, all waits; so does what has not opened yet.
 *
 * @param isAsked whether the person wants to be told at all
 * @param reads the languages that they read
 */
export async function takeNews(
  { store, identity, now }: Pick<Working, 'store' | 'identity' | 'now'>,
  { isAsked, reads }: { isAsked: boolean; reads: readonly string[] },
): Promise<CampaignRecord[]> {
  if (!isAsked) await forgetNews(store);
  const db = await store.open();
  if ((await db.count('news')) === 0) return [];
  const own = (await identity.account()).address;
  return writeStrictly(db, ['news', 'campaigns', 'joins', 'times'], async (transaction) => {
    const at = now();
    // Later than now: the clock was set back.
    const told = (await transaction.objectStore('times').get('toldAt')) ?? 0;
    if (told <= at && at - told < newsRest) return [];
    const news = transaction.objectStore('news');
    const taken: CampaignRecord[] = [];
    const looked = await news.getAllKeys(null, most);
    const isFlood = looked.length === most;
    if (isFlood) await news.delete(IDBKeyRange.lowerBound(looked.at(-1), true));
    for (const campaign of looked) {
      const found = await transaction.objectStore('campaigns').get(campaign);
      // Of a flood nothing stays to be waited for: it would be looked at in the place of whatever comes.
      if (found !== undefined && at < found.terms.opens * 1000 && !isFlood) continue;
      await news.delete(campaign);
      if (found === undefined || !isOpen(found.terms, at) || !isFunded(found)) continue;
      if (found.terms.requester === own || !isAudience(found.terms.audience.languages, reads)) continue;
      if ((await transaction.objectStore('joins').getKey(campaign)) === undefined) taken.push(found);
    }
    if (taken.length > 0) await transaction.objectStore('times').put(at, 'toldAt');
    return taken;
  });
}

/** What the person has before them is no news. */
export async function forgetNews(store: Store): Promise<void> {
  const db = await store.open();
  if ((await db.count('news')) > 0) await db.clear('news');
}
