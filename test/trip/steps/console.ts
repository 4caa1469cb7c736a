import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import type { LabelerBrowser } from '../../stand/labeler-browser.ts';
import type { Tab } from '../../stand/tab.ts';
import { shows } from './page-text.ts';
import { until } from './until.ts';
import { type Key, words } from './words.ts';

/** The tabs whose address has this path, oldest first. */
export async function tabsAt<T extends Tab>(browser: LabelerBrowser<T>, path: string): Promise<T[]> {
  const tabs = await browser.tabs();
  const paths = await Promise.all(tabs.map((tab) => tab.evaluate(() => location.pathname).catch(() => '')));
  return tabs.filter((_, index) => paths[index] === path);
}

/** The newest tab whose address has this path, once there are more of them than `before`. */
export const tabAt = <T extends Tab>(browser: LabelerBrowser<T>, path: string, before = 0): Promise<T> =>
  until(`A tab shows ${path}`, async () => (await tabsAt(browser, path)).slice(before).at(-1));

/** Opens the console from the welcome page's third door. */
export async function openConsole<T extends Tab>(browser: LabelerBrowser<T>): Promise<T> {
  const { length } = await tabsAt(browser, '/console.html');
  const welcome = await browser.welcome();
  await welcome.bringToFront();
  await welcome.click({ role: 'button', name: words('open_console') });
  return tabAt(browser, '/console.html', length);
}

/** Types into fields of a plan, by the keys of their labels. */
export async function fillPlan(page: Tab, texts: { [Name in Key]?: string }): Promise<void> {
  for (const [label, text] of Object.entries(texts) as [Key, string][]) await page.fill(words(label), text);
}

/** Writes a plan that asks, at a flat price, whether articles like this one name a person. */
export async function planPersons(
  page: Tab,
  { title, asks, example }: { title: string; asks: string; example: string },
  more: { [Name in Key]?: string },
): Promise<void> {
  await page.bringToFront();
  await page.click({ role: 'button', name: words('console_new') });
  await fillPlan(page, {
    plan_title: title,
    plan_instructions: 'Read the article.\n\n- people only, no companies',
    plan_examples: example,
    plan_ask: asks,
    plan_wage: '36',
    plan_seconds: '10',
    plan_tasks: '5',
    ...more,
  });
  await page.click({ role: 'radio', name: words('pay_flat') });
  await page.fill(words('plan_option', 1), 'It does');
  await page.fill(words('plan_option', 2), 'It does not');
}

/** The account's address, as the money section shows it. */
export async function accountIn(page: Tab): Promise<Hex> {
  const address = /0x[0-9a-f]{40}/;
  const [found = '0x'] = address.exec(await shows(page, address)) ?? [];
  return found as Hex;
}

/** Looks at the balance again where it was too little, locks the money, and waits until labelers can find the campaign. */
export async function lockMoney(page: Tab): Promise<void> {
  const isShort = await page.evaluate(() => document.querySelector('.purse-short') !== null);
  if (isShort) await page.click({ role: 'button', name: words('purse_again') });
  await page.click({ xpath: '//button[contains(@class, "lock") and not(@disabled)]' });
  await shows(page, words('stage_listed_says'), 60_000);
}
