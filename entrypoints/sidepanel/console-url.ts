import type { ConsoleLink } from '../../components/panel/store.ts';
import { browser } from '../../lib/browser.ts';

/** The console, and what it is opened for. */
export const consoleUrl = (at: ConsoleLink): string =>
  browser.runtime.getURL(`/console.html#${new URLSearchParams(at)}`);
