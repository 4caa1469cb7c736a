import * as v from 'valibot';
import {
  type AnyListing,
  type Listing,
  listing,
  mostListings,
  type News,
  news,
} from '../protocol/api/campaigns.ts';
import { anyTaskFilter } from '../protocol/api/task-filter.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Database, Writing } from '../storage/database.ts';
import type { CampaignRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';
import { hostsOf } from '../targeting/hosts.ts';
import { keepNewer, newerAt, readListings } from './newer-listings.ts';

const closedTasks = anyTaskFilter;
const readable = {
  listing: v.strictObject({ ...listing.entries, closedTasks }),
  news: v.strictObject({ ...news.entries, closedTasks }),
};

type Told = Omit<CampaignRecord, 'terms' | 'hosts'>;

const toldOf = (listing: Listing, relay: string): Told => ({
  campaign: listing.campaign,
  relay,
  termsHash: listing.termsHash,
  funding: listing.funding,
  refusalRate: listing.refusalRate,
  medianSeconds: listing.medianSeconds,
  closedTasks: listing.closedTasks,
  lottery: listing.lottery,
});

/** Whether nothing but terms could differ. */
const isSame = (before: CampaignRecord, told: Told): boolean =>
  Object.entries(told).every(
    ([field, value]) => JSON.stringify(before[field as keyof Told]) === JSON.stringify(value),
  );

type Writes = Writing<'campaigns' | 'joins' | 'labels' | 'news' | 'gone'>;

/** Campaigns of one transaction: pages wait for it, with a hundred thousand they must not wait for all. */
const atOnce = 200;

function* pieces<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += atOnce) yield all.slice(at, at + atOnce);
}

/** A campaign that is joined, or that own labels belong to, stays even when it is not listed any more. */
async function isOurs(transaction: Writes, campaign: string): Promise<boolean> {
  if ((await transaction.objectStore('joins').getKey(campaign)) !== undefined) return true;
  const labels = transaction.objectStore('labels').index('campaignState');
  return (await labels.getKey(IDBKeyRange.bound([campaign], [campaign, []]))) !== undefined;
}

const day = 86_400_000;

/** After this a campaign can not be open any more: it closes at most 90 days after it opens, however it is extended. */
const lastClose = ({ opens }: CampaignRecord['terms']): number => opens * 1000 + 90 * day;

/** So many that are gone are remembered, none for longer than a year: a relay may list others each time, and of any future. */
const mostGone = 100_000;
const longestGone = 366 * day;

async function forgetGone(db: Database, at: number): Promise<void> {
  const old = await db.getAllKeysFromIndex('gone', 'until', IDBKeyRange.upperBound(at), mostGone);
  for (const some of pieces(old))
    await writeStrictly(db, ['gone'], async (transaction) => {
      for (const campaign of some) await transaction.objectStore('gone').delete(campaign);
    });
}

/**
 * Campaigns of this relay that are in no catalogue any more go, unless they are ours. One whose money ran out comes back with
 * more, and is then new only to who was never told of it.
 *
 * @param at milliseconds since 1970
 */
async function drop(db: Database, relay: string, unlisted: readonly string[], at: number): Promise<void> {
  await forgetGone(db, at);
  for (const some of pieces(unlisted))
    await writeStrictly(db, ['campaigns', 'joins', 'labels', 'news', 'gone'], async (transaction) => {
      const campaigns = transaction.objectStore('campaigns');
      const news = transaction.objectStore('news');
      const gone = transaction.objectStore('gone');
      let room = mostGone - (await gone.count());
      for (const campaign of some) {
        const before = await campaigns.get(campaign);
        if (before?.relay !== relay || (await isOurs(transaction, campaign))) continue;
        await campaigns.delete(campaign);
        if ((await news.getKey(campaign)) !== undefined) await news.delete(campaign);
        else if (room-- > 0) {
          const until = Math.min(lastClose(before.terms), at + longestGone);
          await gone.put({ campaign: before.campaign, until });
        }
      }
    });
}

/** What has to be asked of listings before they are stored. */
export interface Judging {
  /** Asked of listings whose terms are not stored yet. */
  isGenuine(listing: Listing): boolean;
  /** Which of some genuine listings are to be taken but for their terms. */
  madeUp(listings: readonly Listing[]): Promise<ReadonlySet<Listing>>;
  /** Whether what is not stored yet is news: in a catalogue that is read for the first time nothing is. */
  hasNews: boolean;
  /** When it is read, in milliseconds since 1970. */
  at: number;
}

/** What a reading left: `taken` as it was told, `doubted` where terms were not, `lost` where it speaks of what is not stored. */
export type Kept = 'taken' | 'doubted' | 'lost';

/**
 * Listings replace what this relay listed before, and nothing that another relay listed first: whoever names another's
 * contracts as his own does not get its labels. They are written some at a time: what a kill leaves undone is done with the
 * next reading, since the catalogue counts as read only after the last. One that this version can not read is as one that is not
 * listed: what stands in its place is not what is offered now, so it goes, unless it is ours.
 */
export async function replaceCampaigns(
  db: Database,
  relay: string,
  listings: readonly AnyListing[],
  judging: Judging,
): Promise<Kept> {
  const { read, newer } = readListings(readable.listing, listings);
  const { kept, listed } = await keepAll(db, relay, read, new Set(), judging);
  await drop(
    db,
    relay,
    (await db.getAllKeys('campaigns')).filter((campaign) => !listed.has(campaign)),
    judging.at,
  );
  await keepNewer(db, relay, await newerAt(db, relay), new Set(newer));
  return kept;
}

/** The same for what changed: a listing without terms is of a campaign that is stored with them. */
export async function changeCampaigns(
  db: Database,
  relay: string,
  { campaigns, gone }: { campaigns: readonly AnyListing[]; gone: readonly Hex[] },
  judging: Judging,
): Promise<Kept> {
  const { read, newer } = readListings(readable.news, campaigns);
  const before = await newerAt(db, relay);
  const unread = new Set(before);
  const { kept } = await keepAll(db, relay, read, unread, judging);
  if (kept === 'lost') return kept;
  await drop(db, relay, [...gone, ...newer], judging.at);
  for (const campaign of gone) unread.delete(campaign);
  for (const campaign of newer) unread.add(campaign);
  // No catalogue has so many: what was told of one after the other is of none.
  if (unread.size > mostListings) return 'lost';
  await keepNewer(db, relay, before, unread);
  return kept;
}

/** @param unread of which no terms are stored, since this version could not read them; what it reads now goes from it */
async function keepAll(
  db: Database,
  relay: string,
  news: readonly News[],
  unread: Set<string>,
  { isGenuine, madeUp, hasNews }: Judging,
): Promise<{ kept: Kept; listed: ReadonlySet<string> }> {
  const listed = new Set<string>();
  let kept: Kept = 'taken';
  for (const some of pieces(news)) {
    const stored = db.transaction('campaigns').store;
    const before = await Promise.all(some.map(({ campaign }) => stored.get(campaign)));
    const genuine: Listing[] = [];
    for (const [at, { terms, ...told }] of some.entries()) {
      const known = before[at];
      if (known !== undefined && known.relay !== relay) continue;
      // Terms of a hash that was checked when they were stored need no second look.
      const isKnown = known?.termsHash === told.termsHash;
      if (terms === undefined && !isKnown) {
        if (unread.has(told.campaign)) continue;
        return { kept: 'lost', listed };
      }
      unread.delete(told.campaign);
      const listing = { ...told, terms: terms ?? known!.terms };
      if (isKnown || isGenuine(listing)) genuine.push(listing);
    }
    for (const { campaign } of genuine) listed.add(campaign);
    const refused = await madeUp(genuine);
    if (refused.size > 0) kept = 'doubted';
    await keep(db, relay, genuine, refused, hasNews);
  }
  return { kept, listed };
}

async function keep(
  db: Database,
  relay: string,
  listings: readonly Listing[],
  madeUp: ReadonlySet<Listing>,
  hasNews: boolean,
): Promise<void> {
  await writeStrictly(db, ['campaigns', 'news', 'gone'], async (transaction) => {
    const campaigns = transaction.objectStore('campaigns');
    for (const listing of listings) {
      const before = await campaigns.get(listing.campaign);
      if (before !== undefined && before.relay !== relay) continue;
      const told = toldOf(listing, relay);
      if (before !== undefined && (madeUp.has(listing) || before.termsHash === listing.termsHash)) {
        const { termsHash, terms, hosts } = before;
        if (!isSame(before, { ...told, termsHash }))
          await campaigns.put({ ...told, termsHash, terms, hosts });
        continue;
      }
      await campaigns.put({ ...told, terms: listing.terms, hosts: hostsOf(listing.terms.universe) });
      if (!hasNews || before !== undefined) continue;
      if ((await transaction.objectStore('gone').getKey(listing.campaign)) === undefined)
        await transaction.objectStore('news').put(true, listing.campaign);
    }
  });
}
