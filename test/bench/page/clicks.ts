import { setTimeout as sleep } from 'node:timers/promises';
import type { Realm } from 'puppeteer';
import type { ChromiumTab } from '../../stand/chromium-tab.ts';
import type { Point } from '../../stand/tab.ts';

declare global {
  /** Notes of the bench, in the world of the content script. */
  var glosaBench: { clickedAt: number; savedAt: number | null };
  /** Saves by the bare listener, over a port that stays open. */
  var glosaBarePort: ((record: unknown) => Promise<void>) | undefined;
}

declare const chrome: {
  dom: { openOrClosedShadowRoot(host: Element): ShadowRoot | null };
  runtime: {
    sendMessage(message: unknown): Promise<unknown>;
    connect(info: { name: string }): {
      postMessage(message: unknown): void;
      onMessage: { addListener(listener: (message: { saved?: true }) => void): void };
    };
  };
};

/** The world in which the overlay's script runs. */
export function worldOf({ page }: ChromiumTab): Realm {
  const [world] = page.extensionRealms();
  if (world === undefined) throw new Error('The overlay does not run here');
  return world;
}

/** From now on the last click, and the moment at which the card said `saved` after it, are noted. */
export const watchClicks = (world: Realm, saved: string): Promise<void> =>
  world.evaluate((word) => {
    globalThis.glosaBench = { clickedAt: 0, savedAt: null };
    const notes = globalThis.glosaBench;
    const host = [...document.documentElement.children].at(-1);
    const root = host === undefined ? null : chrome.dom.openOrClosedShadowRoot(host);
    if (root === null) throw new Error('There is no card');
    new MutationObserver((changes) => {
      const status = root.querySelector('.status');
      const isTold = changes.some(({ target }) => status?.contains(target));
      if (isTold && status?.textContent === word) notes.savedAt ??= performance.now();
    }).observe(root, { subtree: true, childList: true, characterData: true });
    addEventListener(
      'click',
      () => {
        notes.clickedAt = performance.now();
        notes.savedAt = null;
      },
      { capture: true },
    );
  }, saved);

/** How long a pointer rests before it presses, is held, and is left alone afterwards: as a hand does it, or faster. */
const [overMs, heldMs, restMs] = [100, 50, 50];

/**
 * Clicks where an answer stands. What the pointer's way there changes is drawn before, and nothing of the bench runs until
 * the word should be there.
 * @returns milliseconds from the click to the drawn word
 */
export async function clickToSaved({ page }: ChromiumTab, world: Realm, { x, y }: Point): Promise<number> {
  await page.mouse.move(x, y);
  await sleep(overMs);
  await page.mouse.down();
  await sleep(heldMs);
  await page.mouse.up();
  await sleep(restMs);
  return world.evaluate(async () => {
    const { glosaBench: notes } = globalThis;
    for (let waits = 0; waits < 500 && notes.savedAt === null; waits += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    return notes.savedAt === null ? Number.NaN : notes.savedAt - notes.clickedAt;
  });
}

/** A message that nobody takes, to the background and back. @returns milliseconds */
export const emptyMessage = (world: Realm): Promise<number> =>
  world.evaluate(async () => {
    const start = performance.now();
    await chrome.runtime.sendMessage({});
    return performance.now() - start;
  });

/** A message whose listener commits one record strictly, without anything else. @returns milliseconds to its answer */
export const bareMessage = (world: Realm, bare: unknown): Promise<number> =>
  world.evaluate(async (record) => {
    const start = performance.now();
    await chrome.runtime.sendMessage({ bare: record });
    return performance.now() - start;
  }, bare);

/** The same over a port, which was opened before. @returns milliseconds to its answer */
export const barePort = (world: Realm, bare: unknown): Promise<number> =>
  world.evaluate(async (record) => {
    if (globalThis.glosaBarePort === undefined) {
      const port = chrome.runtime.connect({ name: 'bare' });
      let told = () => {};
      port.onMessage.addListener(({ saved }) => {
        if (saved) told();
      });
      globalThis.glosaBarePort = (saving) =>
        new Promise((resolve) => {
          told = resolve;
          port.postMessage(saving);
        });
    }
    const start = performance.now();
    await globalThis.glosaBarePort(record);
    return performance.now() - start;
  }, bare);
