import { afterAll, beforeAll, test } from 'vitest';
import { type ChromiumBrowser, openChromium } from '../stand/chromium-browser.ts';
import { giveMoney } from '../stand/give-money.ts';
import { startTripStandIn, type TripStand } from './stand.ts';
import { fillPlan, openConsole } from './steps/console.ts';
import { shows } from './steps/page-text.ts';
import { writeWallet } from './steps/wallet-extension.ts';
import { pasteRelay } from './steps/welcome.ts';
import { words } from './steps/words.ts';

let trip: TripStand<ChromiumBrowser>;

beforeAll(async () => {
  trip = await startTripStandIn('chromium', openChromium);
});
afterAll(() => trip?.stop());

test('a wallet of the same browser sends what is missing, and the campaign opens', () =>
  trip.trip(async () => {
    const { stand, browser } = trip;
    const owner = stand.chain.accounts.labeler.address;
    await giveMoney(stand.chain, stand.contracts, owner, 50_000_000n);
    await browser.browser.installExtension(await writeWallet(stand.dir, stand.chain.url, owner));
    await browser.allowSites(['http://127.0.0.1/*']);
    await pasteRelay(await browser.welcome(), stand.relay.url);
    const page = await openConsole(browser);
    await page.bringToFront();
    await page.click({ role: 'button', name: words('console_new') });
    await fillPlan(page, {
      plan_title: 'Paid from a wallet',
      plan_examples: `${stand.site}/news/halden-pike-chief-leaves`,
      plan_ask: 'Is it good news?',
      plan_wage: '36',
      plan_tasks: '5',
    });
    await page.fill(words('plan_option', 1), 'Yes');
    await page.fill(words('plan_option', 2), 'No');
    await shows(page, words('purse_no_gas'));
    await page.click({ role: 'button', name: words('wallet_send') });
    await page.find({ xpath: '//button[contains(@class, "lock") and not(@disabled)]' });
    await page.click({ xpath: '//button[contains(@class, "lock")]' });
    await shows(page, words('stage_listed_says'), 60_000);
  }));
