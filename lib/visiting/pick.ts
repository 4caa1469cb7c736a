import * as v from 'valibot';
import { browser } from '../browser.ts';
import { CallFailed } from '../messages.ts';
import type { Picked } from '../view/console.ts';
import { failed, reach } from './reach.ts';

/** What comes out of a page is data from a page. */
const picked = v.nullable(
  v.strictObject({
    selector: v.pipe(v.string(), v.maxLength(400)),
    key: v.pipe(v.string(), v.maxLength(80)),
    address: v.pipe(v.string(), v.maxLength(3000)),
    matches: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(10_000_000)),
  }),
);

async function back(): Promise<void> {
  const { id } = await browser.tabs.getCurrent();
  if (id !== undefined) await browser.tabs.update(id, { active: true });
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
