import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import type { LabelerBrowser } from '../../stand/labeler-browser.ts';
import type { Stand } from '../../stand/stand.ts';
import type { Tab } from '../../stand/tab.ts';
import { shows } from './page-text.ts';
import { words } from './words.ts';

/** Answers the browser's prompt for the sample site beforehand, since nobody sees it. */
export const allowSite = (browser: LabelerBrowser, { site }: Stand): Promise<void> =>
  browser.allowSites([`http://${new URL(site).hostname}/*`]);

/** Opens what a campaign says of itself. */
export async function openCampaign(panel: Tab, title: string): Promise<void> {
  await panel.click({ role: 'tab', name: words('section_campaigns') });
  await panel.click({ xpath: `//button[.//*[normalize-space() = "${title}"]]` });
}

/** Joins a campaign in the panel, paid to an address; without one, to the labeler's own account. */
export async function join(panel: Tab, title: string, payTo?: Hex): Promise<void> {
  await openCampaign(panel, title);
  if (payTo !== undefined) await panel.fill(words('pay_to_label'), payTo);
  await panel.click({ role: 'button', name: words('join') });
  await shows(panel, words('leave_says'));
}
