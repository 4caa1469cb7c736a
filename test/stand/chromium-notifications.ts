import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { extensionDirs } from './built-extension.ts';
import { launchChromium } from './chromium.ts';
import type { ChromiumBrowser } from './chromium-browser.ts';
import { backgroundOf } from './chromium-extension.ts';
import type { BrowserOptions } from './labeler-browser.ts';

declare const chrome: { notifications: { onClicked: { dispatch(id: string): void } } };

const kept = v.looseObject({
  extensions: v.looseObject({ settings: v.record(v.string(), v.looseObject({})) }),
});

/**
 * Answers Chromium's prompt for notifications beforehand, in a profile that it has made: nobody sees the prompt of a headless
 * browser, and no page of it gives this permission as it gives sites. The extension gains nothing by it: its own
 * `permissions.request`, which still needs a click, then resolves to true without a prompt.
 */
export async function allowNotifications({ profileDir }: Pick<BrowserOptions, 'profileDir'>): Promise<void> {
  const first = await launchChromium({ headless: true, profileDir, extensionDir: extensionDirs.chromium });
  await first.stop();
  const file = join(profileDir, 'Default', 'Preferences');
  const preferences = v.parse(kept, JSON.parse(await readFile(file, 'utf8')));
  const none = { explicit_host: [], manifest_permissions: [], scriptable_host: [] };
  preferences.extensions.settings[first.extensionId] = {
    ...preferences.extensions.settings[first.extensionId],
    runtime_granted_permissions: { api: ['notifications'], ...none },
  };
  await writeFile(file, JSON.stringify(preferences));
}

/** What the background hears when somebody clicks a notification: no page can click one. */
export async function clickNotification(
  { browser, extensionId }: Pick<ChromiumBrowser, 'browser' | 'extensionId'>,
  id: string,
): Promise<void> {
  const worker = await backgroundOf(browser, extensionId)?.worker();
  await worker?.evaluate((one) => chrome.notifications.onClicked.dispatch(one), id);
}
