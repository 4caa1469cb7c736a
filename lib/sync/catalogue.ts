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
  const got = await relay.catalogue(etag, since === undefined ? undefined : { since });
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

/** What is asked to have changed since: nothing that another version read, since it may not have understood all of it. */
const tagFor = ({ version }: Working, relay: RelayRecord | undefined): string | null =>
  relay?.reader === version ? relay.etag : null;

/** The relay's record with the tag of what was read, unless who left a campaign meanwhile wants the whole next time. */
const keepTag = (
  db: Database,
  url: string,
  known: RelayRecord | undefined,
  read: Partial<RelayRecord>,
): Promise<RelayRecord | undefined> =>
  patch(db, 'relays', url, ({ etag }) => (etag === known?.etag ? read : { ...read, etag }));

/**
 * Reads what changed in the catalogue of a known relay, and nothing else of it.
 *
 * @returns whether anything did
 */
export async function lookForCampaigns(working: Working, relay: RelayRecord): Promise<boolean> {
  const { url, info } = relay;
  const etag = await readCatalogue(working, url, info, tagFor(working, relay), wasRead(relay));
  if (etag === undefined) return false;
  await keepTag(await working.store.open(), url, relay, { etag, reader: working.version });
  return true;
}

/**
 * Reads what a relay serves and offers; stores only campaigns whose id and terms hash are right.
 *
 * @returns the relay as it is now stored
 * @throws Expected `relay-changed` when the relay names other contracts than before: its receipts are bound to the old
 */
export async function refreshCatalogue(working: Working, url: string): Promise<RelayRecord> {
  const { store, client, now, version: reader } = working;
  const db = await store.open();
  const info = await client(url).ask('relay');
  const known = await db.get('relays', url);
  if (known !== undefined && (known.info.escrow !== info.escrow || known.info.chainId !== info.chainId))
    throw new Expected('relay-changed', false, info.escrow);
  const etag = await readCatalogue(working, url, info, tagFor(working, known), wasRead(known));
  const read = { info, catalogueAt: now(), ...(etag === undefined ? {} : { etag, reader }) };
  const patched = await keepTag(db, url, known, read);
  if (patched !== undefined) return patched;
  const added = { ...freshRelay(url, info), ...read };
  await db.put('relays', added);
  return added;
}
