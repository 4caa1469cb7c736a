import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatMoney } from '../../lib/view/format-money.ts';
import { browserNames } from '../stand/open-browser.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { balanceOf } from './steps/chain-facts.ts';
import { exportAll } from './steps/export-all.ts';
import { allowSite } from './steps/join.ts';
import { joined } from './steps/joined.ts';
import { clickAnswer, openOffered } from './steps/label.ts';
import { openArticle } from './steps/open-article.ts';
import { shows } from './steps/page-text.ts';
import { readAlarms, turnTo } from './steps/panel.ts';
import { restoreFrom, savedFile, typePassphrase } from './steps/recovery.ts';
import { words } from './steps/words.ts';

const passphrase = 'a horse in the margin';

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;

  beforeAll(async () => {
    trip = await startTripStand(name);
  });

  afterAll(() => trip?.stop());

  test('paid in one profile, restored in another, claimed there once', () =>
    trip.trip(async () => {
      const { stand, browser, downloads } = trip;
      const news = stand.samples[0]!;
      const { token, price } = news.terms;
      const earned = formatMoney({ units: price, token, symbol: 'tUSD', decimals: 6 }, 'en');
      const { page, panel } = await joined(stand, browser, news.terms.title);
      await openOffered(page, await openArticle(stand, news), 'Bullish');
      await clickAnswer(page, 'Bullish');
      await turnTo(panel, 'section_earnings');
      await shows(panel, `${words('earn_credited')}${earned}`, 60_000);

      // The first click on Claim offers the file; here it is saved, and claimed elsewhere.
      await panel.click({ role: 'button', name: words('claim') });
      await shows(panel, words('offer_title'));
      await panel.click({ role: 'button', name: words('cancel') });
      await panel.click({ role: 'button', name: words('recovery_make') });
      await typePassphrase(panel, passphrase);
      await panel.click({ role: 'button', name: words('recovery_save') });
      await shows(panel, new RegExp(words('recovery_saved', '.+')));
      const file = await savedFile(downloads);
      const { batches } = await exportAll(panel);
      const payTo = batches[0]?.answer?.receipt.payTo;
      if (payTo === undefined) throw new Error('There is no receipt');
      expect(await readFile(file, 'utf8')).not.toContain(payTo.slice(2));
      expect(await balanceOf(stand, payTo)).toBe(0n);

      const other = await trip.another();
      await allowSite(other, stand);
      await restoreFrom(await other.welcome(), file, passphrase);
      const second = await other.openWithPanel(stand.site);
      await turnTo(second.panel, 'section_labels');
      await shows(second.panel, words('state_paid_says'));
      await turnTo(second.panel, 'section_earnings');
      await shows(second.panel, `${words('earn_credited')}${earned}`);
      await second.panel.click({ role: 'button', name: words('claim') });
      await shows(second.panel, `${words('earn_claimed')}${earned}`, 60_000);
      expect(await balanceOf(stand, payTo)).toBe(BigInt(price));

      await panel.bringToFront();
      await panel.click({ role: 'button', name: words('sync_now') });
      await shows(panel, `${words('earn_claimed')}${earned}`, 60_000);
      expect(await balanceOf(stand, payTo)).toBe(BigInt(price));
      expect([...(await readAlarms(panel)), ...(await readAlarms(second.panel))]).toEqual([]);
    }));
});
