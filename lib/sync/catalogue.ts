import type { Listing } from '../protocol/api/campaigns.ts';
import type { RelayInfo } from '../protocol/api/relay.ts';
import { campaignId, termsHash } from '../protocol/signed/ids.ts';
import { Expected } from '../storage/expected.ts';
import { freshRelay } from '../storage/fresh-relay.ts';
import { patch } from '../storage/patch.ts';
import type { RelayRecord } from '../storage/records.ts';
import { replaceCampaigns } from './replace-campaigns.ts';
import type { Working } from './working.ts';

/** Whether a listing is what its hashes say, and of this relay's pair of contracts: only then is it stored. */
function isGenuine({ campaign, salt, terms, termsHash: hash }: Listing, info: RelayInfo): boolean {
  return (
    terms.chainId === info.chainId &&
    terms.escrow === info.escrow &&
    termsHash(terms) === hash &&
    campaignId(terms.chainId, terms.escrow, terms.requester, salt) === campaign
  );
}

/**
 * Listings of joined campaigns whose terms are others than those that were joined, and are not those on chain either: a
 * requester amends on chain, so here the relay made them up (P7).
 */
async function madeUp(
  working: Working,
  info: RelayInfo,
  listings: readonly Listing[],
): Promise<Set<Listing>> {
  const db = await working.store.open();
  const chain = working.chain(info);
  const refused = new Set<Listing>();
  const joined = new Set(await db.getAllKeys('joins'));
  for (const listing of listings) {
    if (!joined.has(listing.campaign)) continue;
    const known = await db.get('campaigns', listing.campaign);
    if (known === undefined || known.termsHash === listing.termsHash) continue;
    const { termsHash: onChain } = await chain.campaign(listing.campaign);
    if (onChain !== listing.termsHash) refused.add(listing);
  }
  return refused;
}

/**
 * Reads what a relay serves and offers; stores only campaigns whose id and terms hash are right.
 *
 * @returns the relay as it is now stored
 * @throws Expected `relay-changed` when the relay names other contracts than before: its receipts are bound to the old
 */
export async function refreshCatalogue(working: Working, url: string): Promise<RelayRecord> {
  const { store, client, now } = working;
  const db = await store.open();
  const relay = client(url);
  const info = await relay.ask('relay');
  const known = await db.get('relays', url);
  if (known !== undefined && (known.info.escrow !== info.escrow || known.info.chainId !== info.chainId))
    throw new Expected('relay-changed', false, info.escrow);
  const got = await relay.askIfChanged('campaigns', known?.etag ?? null);
  if (got !== undefined) {
    const { campaigns } = got.value;
    await replaceCampaigns(
      db,
      url,
      campaigns,
      (listing) => isGenuine(listing, info),
      (some) => madeUp(working, info, some),
    );
  }
  const read = { info, catalogueAt: now(), ...(got === undefined ? {} : { etag: got.etag }) };
  const patched = await patch(db, 'relays', url, () => read);
  if (patched !== undefined) return patched;
  const added = { ...freshRelay(url, info), ...read };
  await db.put('relays', added);
  return added;
}
