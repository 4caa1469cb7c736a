import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page, Realm } from 'puppeteer';

declare const chrome: { runtime: { id: string; sendMessage(message: unknown): Promise<unknown> } };

const manifest = {
  manifest_version: 3,
  name: 'Bare',
  version: '1',
  background: { service_worker: 'background.js' },
  content_scripts: [{ matches: ['http://*/*'], js: ['content.js'], run_at: 'document_idle' }],
};

/** Opens a database as ours is opened, and answers a message with one record of it. */
const background = `chrome.runtime.onMessage.addListener((message, sender, reply) => {
  const opened = indexedDB.open('bare', 1);
  opened.onupgradeneeded = () => opened.result.createObjectStore('records').put({ title: 'bare' }, 'one');
  opened.onsuccess = () => {
    const asked = opened.result.transaction('records').objectStore('records').get('one');
    asked.onsuccess = () => reply(asked.result);
  };
  return true;
});`;

const files = {
  'manifest.json': JSON.stringify(manifest),
  'background.js': background,
  'content.js': '',
  'page.html': '<!doctype html><title>Bare</title>',
};

/**
 * Installs the least extension that could answer a page from its own database. A page of it stays open, as our panel does, so that neither
 * worker needs a process of its own.
 * @returns its id
 */
export async function installBare(browser: Browser, dir: string): Promise<string> {
  const folder = join(dir, 'bare-extension');
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const id = await browser.installExtension(folder);
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${id}/page.html`);
  return id;
}

/** The world of an extension's content script in a page. */
export async function worldOfExtension(page: Page, id: string): Promise<Realm> {
  for (const realm of page.extensionRealms())
    if ((await realm.evaluate(() => chrome.runtime.id)) === id) return realm;
  throw new Error(`No script of ${id} runs here`);
}

/** @returns milliseconds to the one record */
export const bareRead = (world: Realm): Promise<number> =>
  world.evaluate(async () => {
    const start = performance.now();
    const answer = await chrome.runtime.sendMessage({});
    if (answer === undefined) throw new Error('Nothing was read');
    return performance.now() - start;
  });
