import { bytesToHex } from '../../../lib/protocol/ledger/bytes.ts';
import type { ChromiumTab } from '../../stand/chromium-tab.ts';
import { fund, list, type OwnCampaign } from '../../stand/open-campaign.ts';
import type { Stand } from '../../stand/stand.ts';

/** In smallest units of the test token: 10.00. */
const deposit = 10_000_000n;

declare global {
  /** Milliseconds since 1970 at which the panel showed what was looked for. */
  var glosaShown: number | null;
}

/** The same questions once more, as a campaign of its own. */
export const anotherOf = ({ terms }: OwnCampaign, title: string): OwnCampaign => ({
  salt: bytesToHex(crypto.getRandomValues(new Uint8Array(32))),
  terms: { ...terms, title },
});

/**
 * Funds a campaign and tells the relay of it, as a requester's program does.
 * @returns milliseconds from the deposit, final as soon as it is mined on this chain, until an open panel shows the campaign
 */
export async function shownAfter(
  { page }: ChromiumTab,
  campaign: OwnCampaign,
  { chain, relay }: Pick<Stand, 'chain' | 'relay'>,
): Promise<number> {
  await page.evaluate((title) => {
    globalThis.glosaShown = null;
    const observer = new MutationObserver(() => {
      if (document.body.textContent?.includes(title) !== true) return;
      globalThis.glosaShown = Date.now();
      observer.disconnect();
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  }, campaign.terms.title);
  await fund(chain, campaign, deposit);
  const final = Date.now();
  await list(relay.url, campaign);
  const shown = await page.waitForFunction(() => globalThis.glosaShown, { polling: 100, timeout: 60_000 });
  return ((await shown.jsonValue()) ?? Number.NaN) - final;
}
