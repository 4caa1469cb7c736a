import type { Browser, Extension, Page, Target } from 'puppeteer';

declare const chrome: {
  developerPrivate: { addHostPermission(extensionId: string, host: string): Promise<void> };
};

/**
 * Grants sites beforehand, since a headless browser has nobody to answer the prompt. The extension gains nothing by
 * it: its own `permissions.request`, which still needs a click, then resolves to true without a prompt.
 * @param origins match patterns, for example `http://127.0.0.1/*` (a pattern has no port)
 */
export async function grantSites(
  browser: Browser,
  extensionId: string,
  origins: readonly string[],
): Promise<void> {
  const page = await browser.newPage();
  try {
    await page.goto('chrome://extensions/');
    for (const origin of origins) {
      await page.evaluate(
        (id, host) => chrome.developerPrivate.addHostPermission(id, host),
        extensionId,
        origin,
      );
    }
  } finally {
    await page.close();
  }
}

/** Clicks the extension's toolbar button on `page` and returns the side panel that opens, as a page. */
export async function openSidePanel(page: Page, extensionId: string, path = 'sidepanel.html'): Promise<Page> {
  const browser = page.browser();
  const before = new Set(browser.targets());
  const address = `chrome-extension://${extensionId}/${path}`;
  await page.bringToFront();
  await page.triggerExtensionAction(await extensionOf(browser, extensionId));
  const isNew = (target: Target) => !before.has(target) && target.url().startsWith(address);
  const panel = await browser.waitForTarget(isNew, { timeout: 10_000 });
  return panel.asPage();
}

/**
 * Kills the extension's service worker as the browser does when it is idle, so not before it is active: Chromium keeps
 * events for a worker that died in its first start, and never hands them on. The debugger is attached only for the
 * kill: an attached one keeps a worker alive.
 * @returns false when the worker was not running
 */
export async function killBackground(browser: Browser, extensionId: string): Promise<boolean> {
  const target = backgroundOf(browser, extensionId);
  const worker = await target?.worker();
  if (!target || !worker) return false;
  const gone = new Promise<void>((resolve) => {
    const check = (ended: Target) => {
      if (ended !== target) return;
      browser.off('targetdestroyed', check);
      resolve();
    };
    browser.on('targetdestroyed', check);
  });
  await Promise.race([gone, worker.evaluate(activated)]);
  await worker.close();
  await gone;
  return true;
}

/** Runs in the worker: resolves when it is active. */
async function activated(): Promise<void> {
  const { serviceWorker } = globalThis as unknown as { serviceWorker: ServiceWorker };
  while (serviceWorker.state !== 'activated') {
    await new Promise((resolve) => serviceWorker.addEventListener('statechange', resolve, { once: true }));
  }
}

/** The target of the extension's service worker, while it runs. */
export function backgroundOf(browser: Browser, extensionId: string): Target | undefined {
  const origin = `chrome-extension://${extensionId}/`;
  return browser
    .targets()
    .find((target) => target.type() === 'service_worker' && target.url().startsWith(origin));
}

async function extensionOf(browser: Browser, extensionId: string): Promise<Extension> {
  const extension = (await browser.extensions()).get(extensionId);
  if (!extension) throw new Error(`The extension ${extensionId} is not in this browser`);
  return extension;
}
