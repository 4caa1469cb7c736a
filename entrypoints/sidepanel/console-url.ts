import { browser } from '../../lib/browser.ts';

/** The requester's console; with an address, a new draft about that page. */
export const consoleUrl = (address?: string): string =>
  browser.runtime.getURL(
    `/console.html${address === undefined ? '' : `#${new URLSearchParams({ new: address })}`}`,
  );
