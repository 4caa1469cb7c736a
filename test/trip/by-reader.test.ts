import { afterAll, beforeAll, test } from 'vitest';
import { type FirefoxBrowser, openFirefox } from '../stand/firefox-browser.ts';
import { startTripStandIn, type TripStand } from './stand.ts';
import { joined } from './steps/joined.ts';
import { openOffered } from './steps/label.ts';
import { openArticle } from './steps/open-article.ts';
import { untilSaved } from './steps/until-saved.ts';
import { words } from './steps/words.ts';

let trip: TripStand<FirefoxBrowser>;

beforeAll(async () => {
  trip = await startTripStandIn('firefox', openFirefox);
});

afterAll(() => trip?.stop());

// In Chromium such a press is told with a pointer's, and counts like one.
test('a label by what a screen reader presses in Firefox, with no pointer and no key, and it is taken back so', () =>
  trip.trip(async () => {
    const { stand, browser } = trip;
    const news = stand.samples[0]!;
    const { page } = await joined(stand, browser, news.terms.title);
    await openOffered(page, await openArticle(stand, news), 'Bullish');
    await untilSaved(page, () => browser.pressByReader({ role: 'radiobutton', name: 'Bullish' }));
    await untilSaved(
      page,
      () => browser.pressByReader({ role: 'pushbutton', name: words('undo') }),
      words('undone'),
    );
  }));
