import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Window } from '../stand/labeler-browser.ts';
import { browserNames } from '../stand/open-browser.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { exportAll } from './steps/export-all.ts';
import { join } from './steps/join.ts';
import { joined } from './steps/joined.ts';
import { clickAnswer, openOffered } from './steps/label.ts';
import { openArticle } from './steps/open-article.ts';
import { overlaySays } from './steps/page-text.ts';
import { readReceipt, turnTo } from './steps/panel.ts';
import { mark, unmark } from './steps/passage.ts';
import { until } from './steps/until.ts';
import { words } from './steps/words.ts';

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;
  let window: Window;

  beforeAll(async () => {
    trip = await startTripStand(name);
  });

  afterAll(() => trip?.stop());

  test('P3 one page in two windows is one label, the newer answer; both panels follow it', () =>
    trip.trip(async () => {
      const { stand, browser } = trip;
      const news = stand.samples[0]!;
      window = await joined(stand, browser, news.terms.title);
      const { page, panel } = window;
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

  test('what is taken back in the panel stands in its page no longer, and can be said otherwise there', () =>
    trip.trip(async () => {
      const { page, panel } = window;
      const article = await openArticle(trip.stand, trip.stand.samples[0]!);
      await openOffered(page, article, 'Bullish');
      await clickAnswer(page, 'Bullish');
      await turnTo(panel, 'section_labels');
      await panel.click({ xpath: `//li//button[starts-with(normalize-space(), "${words('undo')}")]` });
      await page.bringToFront();
      await until(
        'The card no longer says that it is saved',
        () => page.overlayTexts(),
        (texts) => !texts.includes(words('saved')) && !texts.includes(words('state_queued_says')),
      );
      await clickAnswer(page, 'Neutral');
    }));

  test('what is marked and not saved is there when its page is loaded again, and no more once it is taken away', () =>
    trip.trip(async () => {
      const { page, panel } = window;
      const passage = 'may inspect the goods';
      const open = async () => {
        await page.bringToFront();
        await page.goto(`${trip.stand.site}/contracts/storage`);
        await overlaySays(page, words('span_how'));
      };
      await join(panel, 'Clauses in contracts');
      await open();
      await mark(page, passage, 'Right');
      await sleep(1_000);
      await open();
      await unmark(page, passage);
      await sleep(1_000);
      await open();
      expect(await page.overlayTexts()).not.toContain(passage);
    }));
});
