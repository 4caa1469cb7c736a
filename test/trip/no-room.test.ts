import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ChromiumBrowser, openChromium } from '../stand/chromium-browser.ts';
import type { ChromiumTab } from '../stand/chromium-tab.ts';
import { makeSmallDisk, maySmallDisk, type SmallDisk } from '../stand/small-disk.ts';
import { startTripStandIn, type TripStand } from './stand.ts';
import { exportAll } from './steps/export-all.ts';
import { joined } from './steps/joined.ts';
import { openOffered } from './steps/label.ts';
import { openArticle } from './steps/open-article.ts';
import { overlaySays } from './steps/page-text.ts';
import { words } from './steps/words.ts';

let trip: TripStand<ChromiumBrowser>;
let disk: SmallDisk | undefined;

beforeAll(async () => {
  if (!maySmallDisk) return;
  disk = await makeSmallDisk(400);
  const profileDir = join(disk.dir, 'profile');
  trip = await startTripStandIn('chromium', (options) => openChromium({ ...options, profileDir }));
});

afterAll(async () => {
  await trip?.stop();
  await disk?.stop();
});

/** The last block of a file takes a few labels more. */
const mostClicks = 40;

/** Reads and clicks one answer after the other. @returns what the card said to the last click */
async function answerUntil(page: ChromiumTab, wanted: readonly string[]): Promise<string> {
  let said = '';
  for (let clicks = 0; clicks < mostClicks && !wanted.includes(said); clicks += 1) {
    await sleep(700);
    await page.click({ role: 'radio', name: clicks % 2 === 0 ? 'Bullish' : 'Neutral' });
    await sleep(300);
    said = await overlaySays(page, words('saved'), words('confirm_again'), ...wanted);
  }
  return said;
}

// Only root may mount a small disk. The extension has `unlimitedStorage`, so the disk is the only limit that there is.
test.runIf(maySmallDisk)(
  'P3 the disk is full: the card says so and what to do, and afterwards it is saved',
  () =>
    trip.trip(async () => {
      const { stand, browser } = trip;
      const news = stand.samples[0]!;
      const { page, panel } = await joined(stand, browser, news.terms.title);
      await openOffered(page, await openArticle(stand, news), 'Bullish');
      await disk?.fill();
      const full = [words('failure_no_room'), words('failure_not_written')];
      expect(full).toContain(await answerUntil(page, full));
      expect(await page.overlayTexts()).not.toContain(words('saved'));
      await disk?.free();
      expect(await answerUntil(page, [words('saved')])).toBe(words('saved'));
      expect((await exportAll(panel)).labels).toHaveLength(1);
    }),
);
