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
 * Reads what is new in the catalogues of relays that are in use. One that failed, now or in its last sync, is left to the next sync, which
 * tells of it: it keeps no other relay's campaigns from being told of, nor a sync waiting for its silence again and again.
 *
 * @returns whether anything is
 */
export async function lookAtRelays(working: Working): Promise<boolean> {
  const relays = await (await working.store.open()).getAll('relays');
  const well = relays.filter(({ problem }) => problem === null);
  const looks = await Promise.allSettled(well.map((relay) => lookForCampaigns(working, relay)));
  return looks.some((look) => look.status === 'fulfilled' && look.value);
}
