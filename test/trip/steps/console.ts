import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import type { LabelerBrowser } from '../../stand/labeler-browser.ts';
import type { Tab } from '../../stand/tab.ts';
import { shows } from './page-text.ts';
import { until } from './until.ts';
import { type Key, words } from './words.ts';

/** The field with this label, whatever kind of text field it is. */
const textField = (label: Key) => words(label);

/** Opens the console from the welcome page's third door. */
export async function openConsole<T extends Tab>(browser: LabelerBrowser<T>): Promise<T> {
  const before = (await browser.tabs()).length;
  const welcome = await browser.welcome();
  await welcome.bringToFront();
  await welcome.click({ role: 'button', name: words('open_console') });
  return until('The console opens', async () => {
    const tabs = await browser.tabs();
    if (tabs.length <= before) return undefined;
    for (const tab of tabs)
      if (await tab.evaluate(() => location.pathname === '/console.html').catch(() => false)) return tab;
    return undefined;
  });
}

export async function fillPlan(page: Tab, texts: { [Name in Key]?: string }): Promise<void> {
  for (const [label, text] of Object.entries(texts) as [Key, string][])
    await page.fill(textField(label), text);
}

/** The account's address, as the money section shows it. */
export async function accountIn(page: Tab): Promise<Hex> {
  const shown = await shows(page, /0x[0-9a-f]{40}/);
  const [found] = /0x[0-9a-f]{40}/.exec(shown) ?? [];
  return found as Hex;
}
