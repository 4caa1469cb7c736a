import * as v from 'valibot';
import type { Picked } from '../../components/console/store.ts';
import { browser } from '../../lib/browser.ts';
import { CallFailed } from '../../lib/messages.ts';

const failed = (code: string, retry = true) => new CallFailed({ code, detail: null, retry });

/** What comes out of a page is data from a page. */
const picked = v.nullable(
  v.strictObject({
    selector: v.pipe(v.string(), v.maxLength(400)),
    key: v.pipe(v.string(), v.maxLength(80)),
    address: v.pipe(v.string(), v.maxLength(3000)),
    matches: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(10_000_000)),
  }),
);

/** As the browser writes a permission for a site: without its port. */
const originOf = (address: string): string => {
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}/*`;
};

/** The browser's own question for a site. To be called in the click's own turn. */
export const requestSite = (address: string): Promise<boolean> =>
  browser.permissions.request({ origins: [originOf(address)] });

const withoutHash = (address: string) => address.replace(/#.*$/, '');

async function pageOf(address: string): Promise<number> {
  const tabs = await browser.tabs.query({ url: originOf(address) });
  const there = tabs.find(({ url }) => url !== undefined && withoutHash(url) === withoutHash(address));
  const tab = there ?? (await browser.tabs.create({ url: address, active: false }));
  if (tab.id === undefined) throw failed('page-not-reached');
  if (tab.status !== 'complete') await loaded(tab.id);
  return tab.id;
}

/** Resolves when the tab has loaded, or after a while: what is there by then can be looked at. */
function loaded(id: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = (tab: number, { status }: { status?: string }) => {
    if (tab === id && status === 'complete') resolve();
  };
  browser.tabs.onUpdated.addListener(look);
  const timer = setTimeout(resolve, 20_000);
  void browser.tabs.get(id).then(({ status }) => {
    if (status === 'complete') resolve();
  });
  return promise.finally(() => {
    clearTimeout(timer);
    browser.tabs.onUpdated.removeListener(look);
  });
}

async function back(): Promise<void> {
  const { id } = await browser.tabs.getCurrent();
  if (id !== undefined) await browser.tabs.update(id, { active: true });
}

/**
 * Asks the browser for the example's site, in the click's own turn, and finds or opens the page.
 * @throws CallFailed `site-not-granted`, `not-a-page`
 */
async function reach(address: string): Promise<number> {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol))
    throw failed('not-a-page', false);
  if (!(await requestSite(address))) throw failed('site-not-granted');
  return pageOf(address);
}

/** Runs in the page. Closes over nothing. @returns -1 for what is no selector */
function matchesHere(selector: string): number {
  try {
    return document.querySelectorAll(selector).length;
  } catch {
    return -1;
  }
}

/** How many elements a selector finds on a page. @throws CallFailed as `pickOnPage` */
export async function countOnPage(address: string, selector: string): Promise<number> {
  const tabId = await reach(address);
  try {
    const [done] = await browser.scripting.executeScript({
      target: { tabId },
      func: matchesHere,
      args: [selector],
    });
    return Math.max(0, v.parse(v.pipe(v.number(), v.safeInteger()), done?.result));
  } catch {
    throw failed('page-not-reached');
  }
}

/**
 * Lets an element be chosen on a page. Null when that is given up.
 * @throws CallFailed `site-not-granted`, `page-not-reached`, `not-a-page`
 */
export async function pickOnPage(address: string): Promise<Picked | null> {
  const tabId = await reach(address);
  await browser.tabs.update(tabId, { active: true });
  try {
    const [done] = await browser.scripting.executeScript({ target: { tabId }, files: ['/picker.js'] });
    const read = v.safeParse(picked, done?.result ?? null);
    if (!read.success) throw failed('page-not-reached');
    return read.output;
  } catch (error) {
    throw error instanceof CallFailed ? error : failed('page-not-reached');
  } finally {
    await back();
  }
}
