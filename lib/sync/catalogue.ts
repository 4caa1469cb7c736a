import type { Listing } from '../protocol/api/campaigns.ts';
import type { RelayInfo } from '../protocol/api/relay.ts';
import { campaignId, termsHash } from '../protocol/signed/ids.ts';
import type { Database } from '../storage/database.ts';
import { Expected } from '../storage/expected.ts';
import { freshRelay } from '../storage/fresh-relay.ts';
import { patch } from '../storage/patch.ts';
import type { RelayRecord } from '../storage/records.ts';
import { changeCampaigns, type Judging, replaceCampaigns } from './replace-campaigns.ts';
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

/** The cursor that an entity tag is; undefined where a proxy made another of it. */
const cursorOf = (etag: string | null | undefined): string | undefined =>
  /^(?:W\/)?"([\w-]+)"$/.exec(etag ?? '')?.[1];

/**
 * Reads what changed in a catalogue since it was last read, or all of it where that can not be told.
 * @returns its tag, for the next time; null when that has to be the whole; undefined when nothing changed
 */
async function readCatalogue(
  working: Working,
  url: string,
  info: RelayInfo,
  etag: string | null,
  hasNews: boolean,
): Promise<string | null | undefined> {
  const db = await working.store.open();
  const relay = working.client(url);
  const judging: Judging = {
    isGenuine: (listing) => isGenuine(listing, info),
    madeUp: (some) => madeUp(working, info, some),
    hasNews,
    at: working.now(),
  };
  const since = cursorOf(etag);
  const got = await relay.askIfChanged('campaigns', etag, since === undefined ? undefined : { since });
  if (got === undefined) return undefined;
  const { value } = got;
  const isChange = 'since' in value;
  const kept = !isChange
    ? await replaceCampaigns(db, url, value.campaigns, judging)
    : value.since === since
      ? await changeCampaigns(db, url, value, judging)
      : 'lost';
  if (kept === 'taken') return got.etag;
  // Asked without a cursor there is nothing that could be lost: so this is the last time.
  return kept === 'lost' && etag !== null
    ? ((await readCatalogue(working, url, info, null, hasNews)) ?? null)
    : null;
}

/** Whether a relay's catalogue was read before. After a restore it was not, though the relay is known. */
const wasRead = (relay: RelayRecord | undefined): boolean => (relay?.catalogueAt ?? 0) > 0;

/** The relay's record with the tag of what was read, unless who left a campaign meanwhile wants the whole next time. */
const keepTag = (
  db: Database,
  url: string,
  asked: string | null,
  read: Partial<RelayRecord>,
): Promise<RelayRecord | undefined> =>
  patch(db, 'relays', url, (before) => (before.etag === asked ? read : { ...read, etag: before.etag }));

/**
 * Reads what changed in the catalogue of a known relay, and nothing else of it.
 *
 * @returns whether anything did
 */
export async function lookForCampaigns(working: Working, relay: RelayRecord): Promise<boolean> {
  const { url, info, etag } = relay;
  const read = await readCatalogue(working, url, info, etag, wasRead(relay));
  if (read === undefined) return false;
  await keepTag(await working.store.open(), url, etag, { etag: read });
  return true;
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
  const info = await client(url).ask('relay');
  const known = await db.get('relays', url);
  if (known !== undefined && (known.info.escrow !== info.escrow || known.info.chainId !== info.chainId))
    throw new Expected('relay-changed', false, info.escrow);
  const asked = known?.etag ?? null;
  const etag = await readCatalogue(working, url, info, asked, wasRead(known));
  const read = { info, catalogueAt: now(), ...(etag === undefined ? {} : { etag }) };
  const patched = await keepTag(db, url, asked, read);
  if (patched !== undefined) return patched;
  const added = { ...freshRelay(url, info), ...read };
  await db.put('relays', added);
  return added;
}
