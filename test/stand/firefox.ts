import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer';
import * as v from 'valibot';
import { endWithUs } from './ends-with-us.ts';
import { findFirefox } from './firefox-program.ts';
import { once } from './once.ts';

export type Firefox = { browser: Browser; extensionId: string; origin: string; stop(): Promise<void> };

export type FirefoxOptions = {
  headless: boolean;
  /** Folder of the built extension. */
  extensionDir: string;
  /** Kept between starts, it keeps the extension's data, but not the sites granted to it. */
  profileDir: string;
  /** Address of a proxy for everything, loopback too. */
  proxy?: string | undefined;
  /** Where files go that a person saves. */
  downloads?: string | undefined;
  /** How long the extension's background may be idle before it ends, in milliseconds. */
  idleMs?: number;
};

/** Where Firefox serves the extension: drawn at random for each profile, unless a preference says it. */
const host = 'c30b1a6e-61d5-4c0b-9d3e-7a1f5b2c8d94';

const manifest = v.object({
  browser_specific_settings: v.object({ gecko: v.object({ id: v.string() }) }),
});

/**
 * Starts Firefox with the extension as a temporary add-on, which needs no signature. Its data stays with the profile.
 * Signals are left to the caller, who stops the parts in their order.
 */
export async function launchFirefox(options: FirefoxOptions): Promise<Firefox> {
  const { headless, extensionDir, profileDir, proxy, downloads, idleMs } = options;
  const { browser_specific_settings: settings } = v.parse(
    manifest,
    JSON.parse(await readFile(join(extensionDir, 'manifest.json'), 'utf8')),
  );
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: await findFirefox(),
    headless,
    userDataDir: profileDir,
    defaultViewport: null,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    // Pages of an extension can be seen only by who may see everything of the browser.
    args: ['-remote-allow-system-access', ...(headless ? ['--width=1280', '--height=900'] : [])],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [settings.gecko.id]: host }),
      'extensions.webextensions.keepStorageOnUninstall': true,
      'extensions.webextensions.keepUuidOnUninstall': true,
      ...(headless ? { 'intl.locale.requested': 'en-US', 'intl.accept_languages': 'en-US' } : {}),
      ...(idleMs === undefined ? {} : { 'extensions.background.idle.timeout': idleMs }),
      ...(downloads === undefined ? {} : downloadPreferences(downloads)),
      ...(proxy === undefined ? {} : proxyPreferences(new URL(proxy))),
    },
  });
  const pid = browser.process()?.pid;
  const watcher = pid === undefined ? undefined : endWithUs(pid);
  const stop = once(async () => {
    await browser.close();
    watcher?.stop();
  });
  try {
    const extensionId = await browser.installExtension(extensionDir);
    return { browser, extensionId, origin: `moz-extension://${host}`, stop };
  } catch (failure) {
    await stop();
    throw failure;
  }
}

/** Without a question, into this folder. */
const downloadPreferences = (folder: string) => ({
  'browser.download.folderList': 2,
  'browser.download.dir': folder,
  'browser.download.useDownloadDir': true,
  'browser.download.alwaysOpenPanel': false,
});

const proxyPreferences = ({ hostname, port }: URL) => ({
  'network.proxy.type': 1,
  'network.proxy.http': hostname,
  'network.proxy.http_port': Number(port),
  'network.proxy.ssl': hostname,
  'network.proxy.ssl_port': Number(port),
  'network.proxy.no_proxies_on': '',
  'network.proxy.allow_hijacking_localhost': true,
});
