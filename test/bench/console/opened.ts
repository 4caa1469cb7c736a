import type { ChromiumTab } from '../../stand/chromium-tab.ts';

/** What the console's list and a plan are used by. */
const controls = '.tools .primary, .editor input';
const mark = 'glosa-usable';

/** From here on each document of the tab notes when one of the console's controls stands in it and nothing else runs any more. */
export const noteOpening = ({ page }: ChromiumTab) =>
  page.evaluateOnNewDocument(
    (selector, name) => {
      const observer = new MutationObserver(() => {
        if (document.querySelector(selector)?.matches(':enabled') !== true) return;
        observer.disconnect();
        setTimeout(() => performance.mark(name));
      });
      observer.observe(document, { subtree: true, childList: true, attributes: true });
    },
    controls,
    mark,
  );

/** @returns milliseconds from the start of the navigation until the console can be used */
export async function openedIn(tab: ChromiumTab, address: string): Promise<number> {
  await load(tab, address);
  const noted = await tab.page.waitForFunction(
    (name) => performance.getEntriesByName(name)[0]?.startTime,
    { polling: 100 },
    mark,
  );
  return (await noted.jsonValue()) ?? Number.NaN;
}

/** @returns milliseconds from the start of the navigation until the file is shown */
export async function loadedIn(tab: ChromiumTab, address: string): Promise<number> {
  await load(tab, address);
  return tab.page.evaluate(() => performance.timing.loadEventEnd - performance.timing.navigationStart);
}

/** Also when it differs from the last one in its fragment alone. */
async function load(tab: ChromiumTab, address: string): Promise<void> {
  await tab.goto('about:blank');
  await tab.goto(address);
}
