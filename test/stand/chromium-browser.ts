import type { Browser, Target } from 'puppeteer';
import { extensionDirs } from './built-extension.ts';
import { launchChromium } from './chromium.ts';
import { grantSites, killBackground, openSidePanel } from './chromium-extension.ts';
import { type ChromiumTab, chromiumTab } from './chromium-tab.ts';
import type { BrowserOptions, LabelerBrowser } from './labeler-browser.ts';

export type ChromiumBrowser = LabelerBrowser<ChromiumTab> & { browser: Browser; extensionId: string };

/** Chromium with the built extension. Without a window it speaks English, which trips read. */
export async function openChromium(options: BrowserOptions): Promise<ChromiumBrowser> {
  const { headless, profileDir, proxy, downloads } = options;
  const { browser, extensionId, stop } = await launchChromium({
    headless,
    profileDir,
    ...(downloads === undefined ? {} : { downloads }),
    extensionDir: extensionDirs.chromium,
    args: [
      ...(headless ? ['--lang=en-US'] : []),
      ...(proxy === undefined ? [] : [`--proxy-server=${proxy}`, '--proxy-bypass-list=<-loopback>']),
    ],
  });
  const closed = new Promise<void>((resolve) => browser.once('disconnected', () => resolve()));

  const open = async (address: string) => {
    const tab = chromiumTab(await browser.newPage());
    await tab.goto(address);
    return tab;
  };
  return {
    browser,
    extensionId,
    name: (await browser.version()).replace('/', ' '),
    open,
    async welcome() {
      const address = `chrome-extension://${extensionId}/welcome.html`;
      const isWelcome = (target: Target) => target.url().startsWith(address);
      const target = await browser.waitForTarget(isWelcome, { timeout: 5000 }).catch(() => undefined);
      const page = await target?.page();
      return page ? chromiumTab(page) : open(address);
    },
    async openWithPanel(address) {
      const page = await open(address);
      return { page, panel: chromiumTab(await openSidePanel(page.page, extensionId)) };
    },
    allowSites: (origins) => grantSites(browser, extensionId, origins),
    addExtension: async (folder) => void (await browser.installExtension(folder)),
    killBackground: () => killBackground(browser, extensionId),
    async tabs() {
      const targets = browser.targets().filter((target) => target.type() === 'page');
      return Promise.all(targets.map(async (target) => chromiumTab(await target.asPage())));
    },
    closed,
    stop,
  };
}
