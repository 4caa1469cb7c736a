import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { giveMoney } from '../stand/give-money.ts';
import { browserNames } from '../stand/open-browser.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { fillPlan, openConsole, tabsAt } from './steps/console.ts';
import { shows } from './steps/page-text.ts';
import { refuses, writeWallet } from './steps/wallet-extension.ts';
import { pasteRelay } from './steps/welcome.ts';
import { words } from './steps/words.ts';

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;

  beforeAll(async () => {
    trip = await startTripStand(name);
  });
  afterAll(() => trip?.stop());

  test('a wallet of the same browser sends what is missing, and the campaign opens', () =>
    trip.trip(async () => {
      const { stand, browser } = trip;
      const owner = stand.chain.accounts.labeler.address;
      await giveMoney(stand.chain, stand.contracts, owner, 50_000_000n);
      const holder = await writeWallet(stand.dir, stand.chain.url, owner);
      trip.push(holder.stop);
      await browser.addExtension(holder.folder);
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
      // What the wallet will show stands beside, before it is asked.
      await shows(page, new RegExp(words('wallet_sends_tokens', '[0-9.]+.tUSD')));
      const send = () => page.click({ role: 'button', name: words('wallet_send') });
      holder.otherwise = ({ method }) => (method === 'eth_sendTransaction' ? refuses : undefined);
      await send();
      await shows(page, words('failure_wallet_refused'));
      // Switched to another chain while the page is open: what comes next is not asked.
      let looks = 0;
      holder.otherwise = ({ method }) => {
        if (method !== 'eth_chainId') return undefined;
        looks += 1;
        return looks > 1 ? { result: '0x1' } : undefined;
      };
      holder.asked.length = 0;
      await send();
      await shows(page, words('failure_wallet_other_chain'));
      expect(holder.asked).not.toContain('eth_sendTransaction');
      holder.otherwise = async ({ method }) => {
        if (method !== 'eth_sendTransaction') return undefined;
        for (const one of await tabsAt(browser, '/connect')) await one.close();
        return refuses;
      };
      await send();
      await shows(page, words('failure_wallet_page_closed'));
      holder.otherwise = () => undefined;
      await send();
      await page.find({ xpath: '//button[contains(@class, "lock") and not(@disabled)]' });
      await page.click({ xpath: '//button[contains(@class, "lock")]' });
      await shows(page, words('stage_listed_says'), 60_000);
    }));
});
