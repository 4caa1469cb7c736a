import * as v from 'valibot';
import { browser } from '../../lib/browser.ts';
import { countElements } from '../../lib/messages.ts';

const inFront = async () => (await browser.tabs.query({ active: true, currentWindow: true }))[0];

/** Address of the page in front of this window; undefined where the browser does not tell (no grant for its site). */
export async function activeAddress(): Promise<string | undefined> {
  const tab = await inFront();
  return tab?.url !== undefined && /^https?:/.test(tab.url) ? tab.url : undefined;
}

const counts = v.record(v.string(), v.number());

/** How many elements each campaign finds on the page in front; nothing where no overlay of ours answers. */
export async function foundInFront(): Promise<Record<string, number>> {
  const tab = await inFront();
  if (tab?.id === undefined) return {};
  const answer: unknown = await browser.tabs
    .sendMessage(tab.id, countElements, { frameId: 0 })
    .catch(() => undefined);
  const parsed = v.safeParse(counts, answer);
  return parsed.success ? parsed.output : {};
}

/** Tells when another page came to the front, for as long as this document lives. */
export function onTabChange(onChange: () => void): void {
  browser.tabs.onActivated.addListener(onChange);
  browser.tabs.onUpdated.addListener((_id, { status, url }, tab) => {
    if (tab.active && (status === 'complete' || url !== undefined)) onChange();
  });
}
