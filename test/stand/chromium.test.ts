import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Chromium, launchChromium } from './chromium.ts';
import { backgroundOf, grantSites, killBackground, openSidePanel } from './chromium-extension.ts';
import { findChromium } from './chromium-program.ts';
import { type Site, startSite } from './site.ts';
import { makeTempFolder, type TempFolder } from './temp.ts';

// What the trips rely on in the browser, shown on the smallest extension that has it.
const manifest = {
  manifest_version: 3,
  name: 'Smallest',
  version: '1',
  permissions: ['sidePanel', 'storage'],
  optional_host_permissions: ['*://*/*'],
  background: { service_worker: 'background.js' },
  action: {},
  side_panel: { default_path: 'sidepanel.html' },
};
const background = 'chrome.action.onClicked.addListener((tab) => chrome.sidePanel.open({ tabId: tab.id }));';
const panelPage = '<!doctype html><button>Join</button><output></output><script src="panel.js"></script>';
const panelScript = `document.querySelector('button').onclick = async () => {
  const granted = await chrome.permissions.request({ origins: ['http://127.0.0.1/*'] });
  document.querySelector('output').textContent = granted;
};`;

let temp: TempFolder;
let site: Site;
let chromium: Chromium | undefined;

beforeEach(async () => {
  temp = await makeTempFolder('chromium');
  site = await startSite();
  await mkdir(join(temp.dir, 'extension'));
  const files = {
    'manifest.json': JSON.stringify(manifest),
    'background.js': background,
    'sidepanel.html': panelPage,
    'panel.js': panelScript,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(temp.dir, 'extension', name), text);
});

afterEach(async () => {
  await chromium?.stop();
  await site.stop();
  await temp.stop();
});

async function launch(): Promise<Chromium> {
  await chromium?.stop();
  const [extensionDir, profileDir] = [join(temp.dir, 'extension'), join(temp.dir, 'profile')];
  chromium = await launchChromium({ headless: true, extensionDir, profileDir });
  return chromium;
}

async function granted(page: Page): Promise<boolean> {
  return page.evaluate(() => chrome.permissions.contains({ origins: ['http://127.0.0.1/*'] }));
}

test('a click in the side panel gets the site, and keeps it over a restart', async () => {
  const first = await launch();
  await grantSites(first.browser, first.extensionId, ['http://127.0.0.1/*']);
  const page = await first.browser.newPage();
  await page.goto(site.url);
  const panel = await openSidePanel(page, first.extensionId);
  expect(await granted(panel)).toBe(false);
  await panel.click('button');
  await panel.waitForSelector('output:not(:empty)');
  expect(await granted(panel)).toBe(true);

  const second = await launch();
  expect(second.extensionId).toBe(first.extensionId);
  const again = await second.browser.newPage();
  await again.goto(`chrome-extension://${second.extensionId}/sidepanel.html`);
  expect(await granted(again)).toBe(true);
});

test('the background is killed, and a click on the toolbar wakes it', async () => {
  const { browser, extensionId } = await launch();
  const page = await browser.newPage();
  await page.goto(site.url);
  await browser.waitForTarget((target) => target === backgroundOf(browser, extensionId));
  expect(await killBackground(browser, extensionId)).toBe(true);
  expect(backgroundOf(browser, extensionId)).toBeUndefined();
  expect(await killBackground(browser, extensionId)).toBe(false);
  await openSidePanel(page, extensionId);
  expect(backgroundOf(browser, extensionId)).toBeDefined();
});

test('a Chromium that does not run is said in one line', async () => {
  await expect(findChromium({ env: { CHROMIUM: '/bin/false' } })).rejects.toMatchObject({
    name: 'StandError',
    message: expect.stringMatching(/^Chromium is missing: CHROMIUM is \/bin\/false[^\n]+$/),
  });
});
