import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bidiOf } from './bidi.ts';
import { type Firefox, launchFirefox } from './firefox.ts';
import { allowPrompts, answerPrompt, killEventPage, openSideBar } from './firefox-extension.ts';
import { findFirefox } from './firefox-program.ts';
import { firefoxTab } from './firefox-tab.ts';
import type { Tab } from './tab.ts';
import { makeTempFolder, type TempFolder } from './temp.ts';

// What the trips rely on in the browser, shown on the smallest extension that has it.
const manifest = {
  manifest_version: 3,
  name: 'Smallest',
  version: '1',
  permissions: ['storage'],
  optional_host_permissions: ['*://*/*'],
  background: { scripts: ['background.js'] },
  action: {},
  sidebar_action: { default_panel: 'panel.html', open_at_install: false },
  browser_specific_settings: {
    gecko: {
      id: 'smallest@example.invalid',
      data_collection_permissions: { required: ['none'], optional: ['browsingActivity'] },
    },
  },
};
const background = `browser.action.onClicked.addListener(() => browser.sidebarAction.open());
browser.runtime.onMessage.addListener(async () => 'awake');`;
const panelPage = '<!doctype html><button>Join</button><output></output><script src="panel.js"></script>';
const panelScript = `document.querySelector('button').onclick = async () => {
  const wanted = { origins: ['http://127.0.0.1/*'], data_collection: ['browsingActivity'] };
  document.querySelector('output').textContent = await browser.permissions.request(wanted);
};`;

declare const browser: {
  permissions: { getAll(): Promise<{ origins: string[]; data_collection: string[] }> };
  runtime: { sendMessage(message: string): Promise<string> };
  storage: {
    local: { get(): Promise<object>; set(items: object): Promise<void> };
  };
};

let temp: TempFolder;
let firefox: Firefox | undefined;

beforeEach(async () => {
  temp = await makeTempFolder('firefox');
  await mkdir(join(temp.dir, 'extension'));
  const files = {
    'manifest.json': JSON.stringify(manifest),
    'background.js': background,
    'panel.html': panelPage,
    'panel.js': panelScript,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(temp.dir, 'extension', name), text);
});

afterEach(async () => {
  await firefox?.stop();
  firefox = undefined;
  await temp.stop();
});

async function launch() {
  await firefox?.stop();
  const [extensionDir, profileDir] = [join(temp.dir, 'extension'), join(temp.dir, 'profile')];
  firefox = await launchFirefox({ headless: true, extensionDir, profileDir });
  const bidi = bidiOf(firefox.browser);
  const [first] = await bidi.tabs();
  const panel = firefoxTab(bidi, first!.context);
  await panel.goto(`${firefox.origin}/panel.html`);
  return { bidi, panel, ...firefox };
}

const joinButton = { role: 'button', name: 'Join' };
const answer = (panel: Tab) => panel.evaluate(() => document.querySelector('output')?.textContent);
const granted = (panel: Tab) => panel.evaluate(() => browser.permissions.getAll());

test('a click asks for site and data in one prompt, and is told what was answered', async () => {
  const { bidi, panel } = await launch();
  await panel.click(joinButton);
  const said = await answerPrompt(bidi, false);
  expect(said).toContain('127.0.0.1');
  expect(said).toContain('browsing activity');
  await expect.poll(() => answer(panel)).toBe('false');
  expect(await granted(panel)).toMatchObject({ origins: [], data_collection: [] });
  await panel.click(joinButton);
  await answerPrompt(bidi, true);
  await expect.poll(() => answer(panel)).toBe('true');
  expect(await granted(panel)).toMatchObject({
    origins: ['http://127.0.0.1/*'],
    data_collection: ['browsingActivity'],
  });
});

test('where prompts are allowed beforehand, the click is answered with yes', async () => {
  const { bidi, panel } = await launch();
  await allowPrompts(bidi);
  await panel.click(joinButton);
  await expect.poll(() => answer(panel)).toBe('true');
});

test('the toolbar button opens the side bar', async () => {
  const { bidi, extensionId, origin } = await launch();
  expect(await openSideBar(bidi, extensionId)).toBe(`${origin}/panel.html`);
});

test('the event page is killed, and a message wakes it', async () => {
  const { bidi, panel, extensionId } = await launch();
  expect(await panel.evaluate(() => browser.runtime.sendMessage('wake'))).toBe('awake');
  expect(await killEventPage(bidi, extensionId)).toBe(true);
  expect(await killEventPage(bidi, extensionId)).toBe(false);
  expect(await panel.evaluate(() => browser.runtime.sendMessage('wake'))).toBe('awake');
});

test('what the extension keeps stays over a restart', async () => {
  const first = await launch();
  await first.panel.evaluate(() => browser.storage.local.set({ kept: 1 }));
  // Firefox writes it down within a second.
  await sleep(1500);
  const second = await launch();
  expect(await second.panel.evaluate(() => browser.storage.local.get())).toEqual({ kept: 1 });
});

test('a Firefox that does not run is said in one line', async () => {
  await expect(findFirefox({ env: { FIREFOX: '/bin/false' } })).rejects.toMatchObject({
    name: 'StandError',
    message: expect.stringMatching(/^Firefox is missing: FIREFOX is \/bin\/false[^\n]+$/),
  });
});
