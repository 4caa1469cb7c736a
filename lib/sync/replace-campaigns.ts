import type { Listing } from '../protocol/api/campaigns.ts';
import type { Database, Writing } from '../storage/database.ts';
import type { CampaignRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';
import { hostsOf } from '../targeting/hosts.ts';

const recordOf = (listing: Listing, relay: string): CampaignRecord => ({
  campaign: listing.campaign,
  relay,
  termsHash: listing.termsHash,
  terms: listing.terms,
  hosts: hostsOf(listing.terms.universe),
  funding: listing.funding,
  refusalRate: listing.refusalRate,
  medianSeconds: listing.medianSeconds,
  closedTasks: listing.closedTasks,
  lottery: listing.lottery,
});

type Writes = Writing<'campaigns' | 'joins' | 'labels'>;

/** A campaign that is joined, or that own labels belong to, stays even when it is not listed any more. */
async function isOurs(transaction: Writes, campaign: string): Promise<boolean> {
  if ((await transaction.objectStore('joins').getKey(campaign)) !== undefined) return true;
  const labels = transaction.objectStore('labels').index('campaignState');
  return (await labels.getKey(IDBKeyRange.bound([campaign], [campaign, []]))) !== undefined;
}

async function dropUnlisted(transaction: Writes, relay: string, listings: readonly Listing[]): Promise<void> {
  const listed = new Set<string>(listings.map(({ campaign }) => campaign));
  const campaigns = transaction.objectStore('campaigns');
  for (let cursor = await campaigns.openCursor(); cursor !== null; cursor = await cursor.continue()) {
    const { campaign, relay: of } = cursor.value;
    if (of !== relay || listed.has(campaign) || (await isOurs(transaction, campaign))) continue;
    await cursor.delete();
  }
}

/**
 * Listings replace what this relay listed before, and nothing that another relay listed first: whoever names another's
 * contracts as his own does not get its labels.
 *
 * @param madeUp listings of which everything but the terms is taken
 */
export async function replaceCampaigns(
  db: Database,
  relay: string,
  listings: readonly Listing[],
  madeUp: ReadonlySet<Listing>,
): Promise<void> {
  await writeStrictly(db, ['campaigns', 'joins', 'labels'], async (transaction) => {
    await dropUnlisted(transaction, relay, listings);
    const campaigns = transaction.objectStore('campaigns');
    for (const listing of listings) {
      const before = await campaigns.get(listing.campaign);
      if (before !== undefined && before.relay !== relay) continue;
      const next = recordOf(listing, relay);
      if (before === undefined || !madeUp.has(listing)) await campaigns.put(next);
      else {
        const { termsHash, terms, hosts } = before;
        await campaigns.put({ ...next, termsHash, terms, hosts });
      }
    }
  });
}
