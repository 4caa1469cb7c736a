import { browser } from '../../lib/browser.ts';

/** Address of the page in front of this window; undefined where the browser does not tell (no grant for its site). */
export async function activeAddress(): Promise<string | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.url !== undefined && /^https?:/.test(tab.url) ? tab.url : undefined;
}

/** Tells when another page came to the front, for as long as this document lives. */
export function onTabChange(onChange: () => void): void {
  browser.tabs.onActivated.addListener(onChange);
  browser.tabs.onUpdated.addListener((_id, { status, url }, tab) => {
    if (tab.active && (status === 'complete' || url !== undefined)) onChange();
  });
}
