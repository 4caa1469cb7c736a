import { setTimeout as sleep } from 'node:timers/promises';
import { bytesToHex } from '../../../lib/protocol/ledger/bytes.ts';
import type { ChromiumTab } from '../../stand/chromium-tab.ts';
import { fund, list, type OwnCampaign } from '../../stand/open-campaign.ts';
import type { Stand } from '../../stand/stand.ts';

/** In smallest units of the test token: 10.00. */
const deposit = 10_000_000n;

/** The same questions once more, as a campaign of its own. */
export const anotherOf = ({ terms }: OwnCampaign, title: string): OwnCampaign => ({
  salt: bytesToHex(crypto.getRandomValues(new Uint8Array(32))),
  terms: { ...terms, title },
});

/**
 * Funds a campaign and tells the relay of it, as a requester's program does.
 * @returns whether an open panel shows it so many milliseconds after its deposit, final as soon as it is mined on this chain
 */
export async function isShownWithin(
  ms: number,
  { page }: ChromiumTab,
  campaign: OwnCampaign,
  { chain, relay }: Pick<Stand, 'chain' | 'relay'>,
): Promise<boolean> {
  await fund(chain, campaign, deposit);
  const end = Date.now() + ms;
  await list(relay.url, campaign);
  await sleep(end - Date.now());
  return page.evaluate((title) => document.body.textContent?.includes(title) === true, campaign.terms.title);
}
