import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { bidiOf } from './bidi.ts';
import { extensionDirs } from './built-extension.ts';
import { launchFirefox } from './firefox.ts';
import {
  allowPrompts,
  answerPrompt,
  killEventPage,
  openSideBar,
  pressByReader,
} from './firefox-extension.ts';
import { firefoxTab } from './firefox-tab.ts';
import type { BrowserOptions, LabelerBrowser } from './labeler-browser.ts';

export type FirefoxBrowser = LabelerBrowser & {
  /** Waits for the prompt that a click has caused and answers it. @returns what it says */
  answerPrompt(yes: boolean): Promise<string>;
  /** Presses what is in the tab in front as a screen reader does. @param wanted its role as Firefox names it */
  pressByReader(wanted: { role: string; name: string }): Promise<void>;
};

const created = v.object({ context: v.string() });

/** Firefox with the built extension. Without a window it speaks English, which trips read. */
export async function openFirefox(options: BrowserOptions): Promise<FirefoxBrowser> {
  const { browser, extensionId, origin, stop } = await launchFirefox({
    ...options,
    extensionDir: extensionDirs.firefox,
  });
  const bidi = bidiOf(browser);
  const closed = new Promise<void>((resolve) => browser.once('disconnected', () => resolve()));

  const open = async (address: string) => {
    const { context } = v.parse(created, await bidi.send('browsingContext.create', { type: 'tab' }));
    const tab = firefoxTab(bidi, context);
    await tab.goto(address);
    return tab;
  };
  return {
    name: (await browser.version()).replace(/^f/, 'F').replace('/', ' '),
    open,
    async welcome() {
      const address = `${origin}/welcome.html`;
      for (const end = Date.now() + 5000; Date.now() < end; await sleep(50)) {
        const opened = (await bidi.tabs()).find(({ url }) => url.startsWith(address));
        if (opened !== undefined) return firefoxTab(bidi, opened.context);
      }
      return open(address);
    },
    /** The side bar is out of reach of real input: it is opened and seen, and used as the same page in a tab. */
    async openWithPanel(address) {
      const page = await open(address);
      await page.bringToFront();
      return { page, panel: await open(await openSideBar(bidi, extensionId)) };
    },
    answerPrompt: (yes) => answerPrompt(bidi, yes),
    pressByReader: (wanted) => pressByReader(bidi, wanted),
    allowSites: () => allowPrompts(bidi),
    addExtension: async (folder) => void (await browser.installExtension(folder)),
    killBackground: () => killEventPage(bidi, extensionId),
    tabs: async () => (await bidi.tabs()).map(({ context }) => firefoxTab(bidi, context)),
    closed,
    stop,
  };
}
