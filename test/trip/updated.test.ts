import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ChromiumBrowser, openChromium } from '../stand/chromium-browser.ts';
import type { ChromiumTab } from '../stand/chromium-tab.ts';
import { sitePages } from '../stand/site-pages.ts';
import { startTripStandIn, type TripStand } from './stand.ts';
import { exportAll } from './steps/export-all.ts';
import { joined } from './steps/joined.ts';
import { clickAnswer, openOffered } from './steps/label.ts';
import { overlaySays } from './steps/page-text.ts';
import { until } from './steps/until.ts';
import { words } from './steps/words.ts';

declare const chrome: {
  developerPrivate: { updateProfileConfiguration(profile: { inDeveloperMode: boolean }): Promise<void> };
  management: { setEnabled(id: string, on: boolean): Promise<void> };
  runtime: { reload(): void };
};

let trip: TripStand<ChromiumBrowser>;
let page: ChromiumTab;
let panel: ChromiumTab;
let articles: string[];

beforeAll(async () => {
  trip = await startTripStandIn('chromium', openChromium);
  const { stand, browser } = trip;
  await trip.trip(async () => {
    ({ page, panel } = await joined(stand, browser, stand.samples[0]!.terms.title));
  });
  articles = (await sitePages('news')).map((path) => `${stand.site}${path}`);
});

afterAll(() => trip?.stop());

/** As in the browser's own list of extensions. */
async function switched(on: boolean): Promise<void> {
  const { browser, extensionId } = trip.browser;
  const list = await browser.newPage();
  await list.goto('chrome://extensions/');
  await list.evaluate((id, enabled) => chrome.management.setEnabled(id, enabled), extensionId, on);
  await list.close();
}

/** Without it Chromium switches an unpacked extension off when it reloads. */
async function inDeveloperMode(): Promise<void> {
  const list = await trip.browser.browser.newPage();
  await list.goto('chrome://extensions/');
  await list.evaluate(() => chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true }));
  await list.close();
}

/** Labels that left the queue, and those that did not. */
const labels = async () => (await exportAll(panel)).labels;

test('P3 switched off under an open card: it says so, saves nothing, and what was queued is there afterwards', () =>
  trip.trip(async () => {
    await openOffered(page, articles[0]!, 'Bullish');
    await clickAnswer(page, 'Bullish');
    await openOffered(page, articles[1]!, 'Bullish');
    await switched(false);
    await page.bringToFront();
    await page.click({ role: 'radio', name: 'Neutral' });
    await overlaySays(page, words('failure_updated'));
    expect(await page.overlayTexts()).not.toContain(words('saved'));

    await switched(true);
    ({ page, panel } = await trip.browser.openWithPanel(articles[1]!));
    await openOffered(page, articles[1]!, 'Neutral');
    expect(await labels()).toHaveLength(1);
    await clickAnswer(page, 'Neutral');
    await until('Both left the queue', labels, (all) => all.every(({ batch }) => batch !== null));
    expect(await labels()).toHaveLength(2);
  }));

test('P3 reloaded under an open card, as at an update: one card stands there, and it works', () =>
  trip.trip(async () => {
    const before = (await labels()).length;
    await openOffered(page, articles[2]!, 'Bullish');
    await clickAnswer(page, 'Bullish');
    await openOffered(page, articles[3]!, 'Bullish');
    const marked = await page.evaluate(() => {
      const cards = [...document.documentElement.children].filter((one) => one instanceof HTMLDivElement);
      for (const card of cards) card.dataset.old = '';
      return cards.length;
    });
    expect(marked).toBe(1);
    await inDeveloperMode();
    await panel.evaluate(() => setTimeout(() => chrome.runtime.reload(), 0));
    await until(
      'The new version’s card stands there, alone',
      () =>
        page.evaluate(() =>
          [...document.documentElement.children].flatMap((one) =>
            one instanceof HTMLDivElement ? [one.dataset.old ?? 'new'] : [],
          ),
        ),
      (cards) => cards.join() === 'new',
    );
    ({ panel } = await trip.browser.openWithPanel(trip.stand.site));
    await page.bringToFront();
    await clickAnswer(page, 'Bearish');
    await until('All left the queue', labels, (all) => all.every(({ batch }) => batch !== null));
    expect(await labels()).toHaveLength(before + 2);
  }));
