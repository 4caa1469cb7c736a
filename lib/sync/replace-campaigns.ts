import type { Listing } from '../protocol/api/campaigns.ts';
import type { Database, Writing } from '../storage/database.ts';
import type { CampaignRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';
import { hostsOf } from '../targeting/hosts.ts';

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

type Writes = Writing<'campaigns' | 'joins' | 'labels'>;

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

async function dropUnlisted(db: Database, relay: string, listed: ReadonlySet<string>): Promise<void> {
  const unlisted = (await db.getAllKeys('campaigns')).filter((campaign) => !listed.has(campaign));
  for (const some of pieces(unlisted))
    await writeStrictly(db, ['campaigns', 'joins', 'labels'], async (transaction) => {
      const campaigns = transaction.objectStore('campaigns');
      for (const campaign of some) {
        const before = await campaigns.get(campaign);
        if (before?.relay === relay && !(await isOurs(transaction, campaign)))
          await campaigns.delete(campaign);
      }
    });
}

/**
 * Listings replace what this relay listed before, and nothing that another relay listed first: whoever names another's
 * contracts as his own does not get its labels. They are written some at a time: what a kill leaves undone is done with the
 * next reading, since the catalogue counts as read only after the last.
 *
 * @param isGenuine asked of listings whose terms are not stored yet
 * @param madeUp which of some genuine listings are to be taken but for their terms
 */
export async function replaceCampaigns(
  db: Database,
  relay: string,
  listings: readonly Listing[],
  isGenuine: (listing: Listing) => boolean,
  madeUp: (listings: readonly Listing[]) => Promise<ReadonlySet<Listing>>,
): Promise<void> {
  const listed = new Set<string>();
  for (const some of pieces(listings)) {
    const stored = db.transaction('campaigns').store;
    const before = await Promise.all(some.map(({ campaign }) => stored.get(campaign)));
    // Terms of a hash that was checked when they were stored need no second look.
    const isKnown = (at: number) => before[at]?.termsHash === some[at]?.termsHash;
    const genuine = some.filter((listing, at) => isKnown(at) || isGenuine(listing));
    for (const { campaign } of genuine) listed.add(campaign);
    await keep(db, relay, genuine, await madeUp(genuine));
  }
  await dropUnlisted(db, relay, listed);
}

async function keep(
  db: Database,
  relay: string,
  listings: readonly Listing[],
  madeUp: ReadonlySet<Listing>,
): Promise<void> {
  await writeStrictly(db, ['campaigns'], async (transaction) => {
    const campaigns = transaction.objectStore('campaigns');
    for (const listing of listings) {
      const before = await campaigns.get(listing.campaign);
      if (before !== undefined && before.relay !== relay) continue;
      const told = toldOf(listing, relay);
      if (before !== undefined && (madeUp.has(listing) || before.termsHash === listing.termsHash)) {
        const { termsHash, terms, hosts } = before;
        if (!isSame(before, { ...told, termsHash }))
          await campaigns.put({ ...told, termsHash, terms, hosts });
      } else await campaigns.put({ ...told, terms: listing.terms, hosts: hostsOf(listing.terms.universe) });
    }
  });
}
