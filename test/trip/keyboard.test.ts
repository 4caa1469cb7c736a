import { afterAll, beforeAll, describe, test } from 'vitest';
import { browserNames } from '../stand/open-browser.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { joined } from './steps/joined.ts';
import { keyAnswer, tabTo } from './steps/keys.ts';
import { openOffered } from './steps/label.ts';
import { openArticle } from './steps/open-article.ts';
import { overlaySays } from './steps/page-text.ts';
import { readReceipt } from './steps/panel.ts';
import { words } from './steps/words.ts';

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;

  beforeAll(async () => {
    trip = await startTripStand(name);
  });

  afterAll(() => trip?.stop());

  test('a label by keyboard alone: Tab to the card, Enter for labeling mode, one key', () =>
    trip.trip(async () => {
      const { stand, browser } = trip;
      const news = stand.samples[0]!;
      const { page, panel } = await joined(stand, browser, news.terms.title);
      await openOffered(page, await openArticle(stand, news), 'Bullish');
      await tabTo(page, 'button', words('labeling_start'));
      await page.press('Enter');
      await overlaySays(page, words('labeling_on'));
      await keyAnswer(page, '1');
      await readReceipt(panel);
    }));
});
