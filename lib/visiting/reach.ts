import type { Tabs } from 'webextension-polyfill';
import { browser } from '../browser.ts';
import { CallFailed } from '../messages.ts';

export const failed = (code: string, retry = true, detail: string | null = null) =>
  new CallFailed({ code, detail, retry });

/** As the browser writes a permission for a site: without its port. */
const originOf = (address: string): string => {
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}/*`;
};

/**
 * The browser's own question for sites alone: in Firefox no consent is asked with it, since nothing that is done there leaves.
 * To be called in the click's own turn.
 */
export const requestSites = (origins: readonly string[]): Promise<boolean> =>
  browser.permissions.request({ origins: [...origins] });

/** The same for the site of a page. */
export const requestSite = (address: string): Promise<boolean> => requestSites([originOf(address)]);

const withoutHash = (address: string) => address.replace(/#.*$/, '');

/** Opens a page in front of everything. */
export async function visit(address: string): Promise<void> {
  await openBeside(address, true);
}

async function pageOf(address: string): Promise<number> {
  const tabs = await browser.tabs.query({ url: originOf(address) });
  const there = tabs.find(({ url }) => url !== undefined && withoutHash(url) === withoutHash(address));
  const tab = there ?? (await openBeside(address));
  if (tab.id === undefined) throw failed('page-not-reached');
  if (!isLoaded(tab)) await loaded(tab.id);
  return tab.id;
}

/** In the window of our own page, whichever the browser takes for the current one. */
async function openBeside(address: string, active = false): Promise<Tabs.Tab> {
  const own = await browser.tabs.getCurrent();
  const windowId = own?.windowId;
  return browser.tabs.create({
    url: address,
    active,
    ...(windowId === undefined ? {} : { windowId }),
  });
}

/** A tab that was just opened is complete as well, with an empty page. */
const isLoaded = ({ status, url = '' }: Pick<Tabs.Tab, 'status' | 'url'>): boolean =>
  status === 'complete' && /^https?:/.test(url);

/** Resolves when the tab has loaded, or after a while: what is there by then can be looked at. */
export function loaded(id: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = (tab: number, _: unknown, now: Tabs.Tab) => {
    if (tab === id && isLoaded(now)) resolve();
  };
  browser.tabs.onUpdated.addListener(look);
  const timer = setTimeout(resolve, 20_000);
  browser.tabs.get(id).then((now) => {
    if (isLoaded(now)) resolve();
  }, resolve);
  return promise.finally(() => {
    clearTimeout(timer);
    browser.tabs.onUpdated.removeListener(look);
  });
}

/**
 * Asks the browser for the example's site, in the click's own turn, and finds or opens the page.
 * @throws CallFailed `site-not-granted`, `not-a-page`
 */
export async function reach(address: string): Promise<number> {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol))
    throw failed('not-a-page', false);
  if (!(await requestSite(address))) throw failed('site-not-granted');
  return pageOf(address);
}
