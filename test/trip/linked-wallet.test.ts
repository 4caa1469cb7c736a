import { getAddress } from 'viem/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lower } from '../../lib/protocol/scalar/hex.ts';
import { browserNames } from '../stand/open-browser.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { balanceOf } from './steps/chain-facts.ts';
import { tabsAt } from './steps/console.ts';
import { exportAll } from './steps/export-all.ts';
import { joined } from './steps/joined.ts';
import { clickAnswer, openOffered } from './steps/label.ts';
import { labelsPaid } from './steps/labels-paid.ts';
import { openArticle } from './steps/open-article.ts';
import { shows } from './steps/page-text.ts';
import { readAlarms, turnTo } from './steps/panel.ts';
import { until } from './steps/until.ts';
import { refuses, writeWallet } from './steps/wallet-extension.ts';
import { words } from './steps/words.ts';

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;

  beforeAll(async () => {
    trip = await startTripStand(name);
  });
  afterAll(() => trip?.stop());

  test('a wallet is linked by one signature, and paid for what is labeled from then on', () =>
    trip.trip(async () => {
      const { stand, browser } = trip;
      const news = stand.samples[0]!;
      const wallet = lower(stand.chain.accounts.labeler.address);
      const other = lower(stand.chain.accounts.requester.address);
      const holder = await writeWallet(stand.dir, stand.chain.url, wallet);
      trip.push(holder.stop);
      await browser.addExtension(holder.folder);
      // The relay's own site, where the wallet is met.
      await browser.allowSites(['http://127.0.0.1/*']);
      const { page, panel } = await joined(stand, browser, news.terms.title);
      await openOffered(page, await openArticle(stand, news), 'Bullish');
      await clickAnswer(page, 'Bullish');
      await labelsPaid(panel, 1);

      await turnTo(panel, 'section_earnings');
      const link = () => panel.click({ role: 'button', name: words('wallet_link') });
      const isSigning = ({ method }: { method: string }) => method === 'eth_signTypedData_v4';
      const connects = () => tabsAt(browser, '/connect');

      // The person says no; closes the page; has another account sign; has a wallet that lacks the chain.
      holder.otherwise = (asking) => (isSigning(asking) ? refuses : undefined);
      await link();
      await shows(panel, words('failure_wallet_refused'));
      holder.otherwise = async (asking) => {
        if (!isSigning(asking)) return undefined;
        for (const one of await connects()) await one.close();
        return refuses;
      };
      await link();
      await shows(panel, words('failure_wallet_page_closed'));
      holder.otherwise = async (asking) => {
        const { method, params } = asking;
        if (!isSigning(asking)) return undefined;
        const body = JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method,
          params: [other, JSON.parse(String(params[1]))],
        });
        const headers = { 'content-type': 'application/json' };
        return (await fetch(stand.chain.url, { method: 'POST', headers, body })).json();
      };
      await link();
      await shows(panel, words('failure_wrong_signer'));
      const unknown = { error: { code: 4902, message: 'Unrecognized chain ID' } };
      holder.otherwise = ({ method }) =>
        method === 'eth_chainId'
          ? { result: '0x1' }
          : method === 'wallet_switchEthereumChain'
            ? unknown
            : undefined;
      await link();
      await shows(panel, words('failure_wallet_lacks_chain', stand.chain.chainId));
      expect(await connects()).toEqual([]);

      holder.otherwise = () => undefined;
      holder.asked.length = 0;
      await link();
      await shows(panel, getAddress(wallet));
      expect(holder.asked.filter((method) => /sign|send/i.test(method))).toEqual(['eth_signTypedData_v4']);
      await panel.click({ role: 'button', name: words('wallet_yes') });
      await shows(panel, new RegExp(words('wallet_linked', '.+')));
      await until('The relay is told', async () =>
        (await panel.evaluate(() => document.body.textContent ?? '')).includes(words('wallet_untold'))
          ? undefined
          : true,
      );

      await openOffered(page, await openArticle(stand, news), 'Bearish');
      await clickAnswer(page, 'Bearish');
      await labelsPaid(panel, 2);
      const { batches } = await exportAll(panel);
      expect(new Set(batches.map(({ answer }) => answer?.receipt.payTo)).size).toBe(2);
      expect(batches.map(({ answer }) => answer?.receipt.payTo)).toContain(wallet);
      const before = await balanceOf(stand, wallet);
      await panel.bringToFront();
      await turnTo(panel, 'section_earnings');
      const claim = { xpath: `//button[normalize-space()="${words('claim')}" and not(@disabled)]` };
      await panel.click(claim);
      await panel.click({ role: 'button', name: words('claim_without') });
      await panel.click(claim);
      await until(
        'The wallet is paid',
        () => balanceOf(stand, wallet),
        (balance) => balance === before + BigInt(news.terms.price),
      );
      expect(await readAlarms(panel)).toEqual([]);
    }));
});
