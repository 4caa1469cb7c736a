import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Window } from '../stand/labeler-browser.ts';
import { browserNames } from '../stand/open-browser.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { joined } from './steps/joined.ts';
import { keyAnswer, tabTo } from './steps/keys.ts';
import { openOffered } from './steps/label.ts';
import { openArticle } from './steps/open-article.ts';
import { overlaySays, shows } from './steps/page-text.ts';
import { readReceipt, turnTo } from './steps/panel.ts';
import { until } from './steps/until.ts';
import { untilSaved } from './steps/until-saved.ts';
import { words } from './steps/words.ts';

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;
  let window: Window;

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
      window = { page, panel };
    }));

  test('on the next page by keys: said again by a key of one’s own, undone, and said from the palette', () =>
    trip.trip(async () => {
      const { page, panel } = window;
      const repeat = words('action_repeat');
      await turnTo(panel, 'section_keys');
      await panel.click({ role: 'button', name: words('keys_change', repeat, 'Shift + R') });
      await panel.press('T', 'Shift');
      await shows(panel, words('keys_changed', repeat, 'Shift + T'));

      await openOffered(page, await openArticle(trip.stand, trip.stand.samples[0]!), 'Bullish');
      await tabTo(page, 'button', words('labeling_start'));
      await page.press('Enter');
      await overlaySays(page, words('labeling_on'));
      await untilSaved(page, () => page.press('T', 'Shift'));
      await untilSaved(page, () => page.press('Backspace'), words('undone'));

      const find = { role: 'combobox', name: words('palette_find') };
      await untilSaved(page, async () => {
        await page.press('?');
        await until('The palette has the focus', () => page.hasFocus(find), Boolean);
        await page.press('Enter');
      });
    }));
});
