import { readFile } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extensionDirs } from '../stand/built-extension.ts';
import { openChromium } from '../stand/chromium-browser.ts';
import type { ChromiumTab } from '../stand/chromium-tab.ts';
import type { LabelerBrowser } from '../stand/labeler-browser.ts';
import { browserNames } from '../stand/open-browser.ts';
import { startTripStandIn, type TripStand } from './stand.ts';
import { allowSite, join } from './steps/join.ts';
import { openOffered } from './steps/label.ts';
import { pasteRelay } from './steps/welcome.ts';

declare const chrome: { permissions: { getAll(): Promise<{ origins?: string[] }> } };

let trip: TripStand<LabelerBrowser<ChromiumTab>>;

beforeAll(async () => {
  trip = await startTripStandIn('chromium', openChromium);
});

afterAll(() => trip?.stop());

test.each(browserNames)('P2 the manifest for %s asks for no site, and runs nothing on any', async (name) => {
  const text = await readFile(joinPath(extensionDirs[name], 'manifest.json'), 'utf8');
  const manifest = v.parse(v.record(v.string(), v.unknown()), JSON.parse(text));
  expect(manifest.host_permissions ?? []).toEqual([]);
  expect(manifest.content_scripts ?? []).toEqual([]);
  expect(manifest.web_accessible_resources ?? []).toEqual([]);
});

test('P2 the overlay runs only on the site of a joined campaign', () =>
  trip.trip(async () => {
    const { stand, browser } = trip;
    const news = stand.samples[0]!;
    await pasteRelay(await browser.welcome(), stand.relay.url);
    const { page, panel } = await browser.openWithPanel(stand.site);
    const origins = () => panel.evaluate(async () => (await chrome.permissions.getAll()).origins);
    expect(await origins()).toEqual([]);
    const article = `${stand.site}/news/vantor-cuts-outlook`;
    await page.goto(article);
    expect(page.page.extensionRealms()).toEqual([]);

    await allowSite(browser, stand);
    await join(panel, news.terms.title);
    expect(await origins()).toEqual(['http://localhost/*']);
    await openOffered(page, article, 'Bullish');

    // The same article under a name that was not granted.
    const other = await browser.open(article.replace('localhost', '127.0.0.1'));
    await other.page.waitForNetworkIdle();
    expect(other.page.extensionRealms()).toEqual([]);
    expect(await other.overlayTexts()).toEqual([]);
  }));
