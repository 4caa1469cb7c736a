import { mayBeRelay } from '../protocol/api/relay.ts';
import { Expected } from '../storage/expected.ts';
import { patch } from '../storage/patch.ts';
import { lookForCampaigns, refreshCatalogue } from './catalogue.ts';
import type { Working } from './working.ts';

/**
 * The relay's origin in what somebody pasted: its address, or a campaign link `https://relay/c/ID`. Plain http is good
 * on this machine only.
 *
 * @throws Expected `not-a-relay-address`
 */
export function relayUrl(pasted: string): string {
  const text = pasted.trim();
  // Without a scheme the host's name would be read as one: `relay.example:8443`.
  const address = text.includes('://') ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !mayBeRelay(url)) throw new Expected('not-a-relay-address', false);
  return url.origin;
}

/** Reads a relay's catalogue for the first time, or again. */
export async function useRelay(
  working: Working,
  pasted: string,
): Promise<{ url: string; campaigns: number }> {
  const url = relayUrl(pasted);
  await refreshCatalogue(working, url);
  const db = await working.store.open();
  await patch(db, 'relays', url, () => ({ lastSync: working.now(), problem: null }));
  const campaigns = await db.getAll('campaigns');
  return { url, campaigns: campaigns.filter(({ relay }) => relay === url).length };
}

/**
 * Whether a relay that is in use offers anything else than when its catalogue was last read. One that fails keeps no other's
 * from being told, and is left to its next sync, which backs off and tells what is wrong.
 */
export async function lookAtRelays(working: Working): Promise<boolean> {
  const relays = await (await working.store.open()).getAll('relays');
  const well = relays.filter(({ failures }) => failures === 0);
  const changes = await Promise.all(well.map((relay) => lookForCampaigns(working, relay).catch(() => false)));
  return changes.includes(true);
}
