import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import type { LabelerBrowser, Window } from '../../stand/labeler-browser.ts';
import type { Stand } from '../../stand/stand.ts';
import type { Tab } from '../../stand/tab.ts';
import { allowSite, join } from './join.ts';
import { pasteRelay } from './welcome.ts';

/** Everything before the first label: relay pasted, panel opened over the sample site, campaign joined. */
export async function joined<T extends Tab>(
  stand: Stand,
  browser: LabelerBrowser<T>,
  title: string,
  payTo?: Hex,
): Promise<Window<T>> {
  await pasteRelay(await browser.welcome(), stand.relay.url);
  await allowSite(browser, stand);
  const window = await browser.openWithPanel(stand.site);
  await join(window.panel, title, payTo);
  return window;
}
