import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import type { BrowserName, LabelerBrowser } from '../../stand/labeler-browser.ts';
import type { Stand } from '../../stand/stand.ts';
import type { Tab } from '../../stand/tab.ts';
import { shows } from './page-text.ts';
import { pasteRelay } from './welcome.ts';
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

/** In Chromium from the link's own page; in Firefox nothing presses the toolbar's button here, which lets the panel know it. */
export async function joinByLink(
  name: BrowserName,
  labeler: LabelerBrowser,
  link: string,
  { title, asks }: { title: string; asks: string },
) {
  if (name === 'firefox') await pasteRelay(await labeler.welcome(), new URL(link).origin);
  const window = await labeler.openWithPanel(link);
  await shows(window.page, asks);
  if (name === 'chromium') await window.panel.click({ role: 'button', name: words('linked_open') });
  else await openCampaign(window.panel, title);
  await window.panel.click({ role: 'button', name: words('join') });
  await shows(window.panel, words('leave_says'));
  return window;
}
