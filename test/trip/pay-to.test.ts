import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex } from '../../lib/protocol/ledger/bytes.ts';
import { browserNames } from '../stand/open-browser.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { balanceOf } from './steps/chain-facts.ts';
import { exportAll } from './steps/export-all.ts';
import { openCampaign } from './steps/join.ts';
import { joined } from './steps/joined.ts';
import { clickAnswer, openOffered } from './steps/label.ts';
import { labelsPaid } from './steps/labels-paid.ts';
import { openArticle } from './steps/open-article.ts';
import { shows } from './steps/page-text.ts';
import { readAlarms, turnTo } from './steps/panel.ts';
import { until } from './steps/until.ts';
import { words } from './steps/words.ts';

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;

  beforeAll(async () => {
    trip = await startTripStand(name);
  });

  afterAll(() => trip?.stop());

  test('a payTo changed in the panel: one label is paid to the first address, the next to the second', () =>
    trip.trip(async () => {
      const { stand, browser } = trip;
      const news = stand.samples[0]!;
      const [one, two] = [0, 0].map(() => bytesToHex(crypto.getRandomValues(new Uint8Array(20))));
      if (one === undefined || two === undefined) throw new Error('Two addresses');
      const { page, panel } = await joined(stand, browser, news.terms.title, one);
      await openOffered(page, await openArticle(stand, news), 'Bullish');
      await clickAnswer(page, 'Bullish');
      await labelsPaid(panel, 1);

      await panel.bringToFront();
      await openCampaign(panel, news.terms.title);
      await panel.fill(words('pay_to_label'), two);
      await panel.click({ role: 'button', name: words('pay_to_change') });
      await shows(panel, words('pay_to_changed'));
      await openOffered(page, await openArticle(stand, news), 'Bearish');
      await clickAnswer(page, 'Bearish');
      await labelsPaid(panel, 2);
      const { batches } = await exportAll(panel);
      expect(batches.map(({ answer }) => answer?.receipt.payTo).sort()).toEqual([one, two].sort());

      await panel.bringToFront();
      await turnTo(panel, 'section_earnings');
      const claim = { xpath: `//button[normalize-space()="${words('claim')}" and not(@disabled)]` };
      await panel.click(claim);
      await panel.click({ role: 'button', name: words('claim_without') });
      const { price } = news.terms;
      const balances = () =>
        Promise.all([one, two].map(async (payTo) => (await balanceOf(stand, payTo)).toString()));
      await until('One is paid', balances, (paid) => paid.includes(price));
      await panel.click(claim);
      await until('Both are paid', balances, (paid) => paid.every((balance) => balance === price));
      expect(await readAlarms(panel)).toEqual([]);
    }));
});
