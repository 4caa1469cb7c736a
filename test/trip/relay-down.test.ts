import { afterAll, beforeAll, describe, test } from 'vitest';
import { browserNames } from '../stand/open-browser.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { joined } from './steps/joined.ts';
import { clickAnswer, openOffered } from './steps/label.ts';
import { openArticle } from './steps/open-article.ts';
import { shows } from './steps/page-text.ts';
import { readReceipt } from './steps/panel.ts';
import { words } from './steps/words.ts';

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;

  beforeAll(async () => {
    trip = await startTripStand(name);
  });

  afterAll(() => trip?.stop());

  test('P3 saved while the relay is down, received when it is back', () =>
    trip.trip(async () => {
      const { stand, browser } = trip;
      const news = stand.samples[0]!;
      const { page, panel } = await joined(stand, browser, news.terms.title);
      await openOffered(page, await openArticle(stand, news), 'Bearish');
      await stand.relay.stop();
      await clickAnswer(page, 'Bearish');
      await shows(panel, words('failure_relay_unreachable'));
      await stand.relay.start();
      await readReceipt(panel, 60_000);
    }));
});
