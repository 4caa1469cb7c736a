import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../stand/open-browser.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { exportAll } from './steps/export-all.ts';
import { joined } from './steps/joined.ts';
import { clickAnswer, openOffered } from './steps/label.ts';
import { openArticle } from './steps/open-article.ts';
import { readReceipt } from './steps/panel.ts';

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;

  beforeAll(async () => {
    trip = await startTripStand(name);
  });

  afterAll(() => trip?.stop());

  test('P3 one page in two windows is one label, the newer answer; both panels follow it', () =>
    trip.trip(async () => {
      const { stand, browser } = trip;
      const news = stand.samples[0]!;
      const { page, panel } = await joined(stand, browser, news.terms.title);
      const article = await openArticle(stand, news);
      const otherPage = await browser.open(article);
      const otherPanel = await browser.open(await panel.evaluate(() => location.href));
      await openOffered(otherPage, article, 'Bullish');
      await openOffered(page, article, 'Bullish');
      await clickAnswer(page, 'Bullish');
      await otherPage.bringToFront();
      await clickAnswer(otherPage, 'Neutral');
      const { labels } = await exportAll(panel);
      expect(labels).toHaveLength(1);

      const receipt = await readReceipt(panel);
      await otherPanel.bringToFront();
      expect(await readReceipt(otherPanel)).toEqual(receipt);
    }));
});
