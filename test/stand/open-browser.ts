import { openChromium } from './chromium-browser.ts';
import { findChromium } from './chromium-program.ts';
import { openFirefox } from './firefox-browser.ts';
import { findFirefox } from './firefox-program.ts';
import type { FindOptions } from './installed-program.ts';
import type { BrowserName, BrowserOptions, LabelerBrowser } from './labeler-browser.ts';

export const browserNames: readonly BrowserName[] = ['chromium', 'firefox'];

/** Path of the named browser's program. @throws StandError with one line that says what is missing and what to do */
export const findBrowser = (name: BrowserName, options?: FindOptions): Promise<string> =>
  name === 'firefox' ? findFirefox(options) : findChromium(options);

/** Opens the named browser with the extension, which is built. @throws StandError when it is not there */
export const openBrowser = (name: BrowserName, options: BrowserOptions): Promise<LabelerBrowser> =>
  name === 'firefox' ? openFirefox(options) : openChromium(options);
