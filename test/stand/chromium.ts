import { realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import puppeteer, { type Browser } from 'puppeteer';
import { findChromium } from './chromium-program.ts';
import { once } from './once.ts';
import { StandError } from './stand-error.ts';

export type Chromium = { browser: Browser; extensionId: string; stop(): Promise<void> };

export type ChromiumOptions = {
  headless: boolean;
  /** Folder of the built extension. Its id comes from this path: another path is another extension with other data. */
  extensionDir: string;
  /** Kept between starts, it keeps the extension's data and the sites granted to it. */
  profileDir: string;
  /** Where files go that a person saves. */
  downloads?: string;
  /** Further command line arguments. */
  args?: readonly string[];
  executablePath?: string;
};

/** Nothing but the pages and the extension may use the network: captured traffic is theirs alone. */
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-quic',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
];

/**
 * Starts Chromium with the extension. `--load-extension` and not `installExtension`: only so do the sites that were
 * granted survive a restart. Signals are left to the caller, who stops the parts in their order.
 */
export async function launchChromium(options: ChromiumOptions): Promise<Chromium> {
  const extensionDir = await realpath(options.extensionDir);
  const executablePath = options.executablePath ?? (await findChromium());
  // Chromium's sandbox does not run as root.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await puppeteer.launch({
    executablePath,
    headless: options.headless,
    pipe: true,
    userDataDir: options.profileDir,
    enableExtensions: true,
    ...(options.downloads === undefined
      ? {}
      : { downloadBehavior: { policy: 'allow', downloadPath: options.downloads } }),
    defaultViewport: options.headless ? { width: 1280, height: 900 } : null,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [...root, ...quiet, `--load-extension=${extensionDir}`, ...(options.args ?? [])],
  });
  const stop = once(() => browser.close());
  const extensionId = await findExtension(browser, extensionDir);
  if (extensionId !== undefined) return { browser, extensionId, stop };
  await stop();
  throw new StandError(`Chromium did not load the extension in ${extensionDir}: is it built?`, {
    retry: false,
  });
}

async function findExtension(browser: Browser, dir: string): Promise<string | undefined> {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(50)) {
    for (const [id, extension] of await browser.extensions()) if (extension.path === dir) return id;
  }
  return undefined;
}
