import * as v from 'valibot';
import { browser } from '../../lib/browser.ts';
import { askPage, askPassages, countElements, type PageHere, type ShowPassage } from '../../lib/messages.ts';
import { body } from '../../lib/protocol/question/body.ts';
import { target } from '../../lib/protocol/target/target.ts';
import type { PassagesHere } from '../../lib/view/passages.ts';

const inFront = async () => (await browser.tabs.query({ active: true, currentWindow: true }))[0];

const page = v.strictObject({ location: v.string(), canonical: v.exactOptional(v.string()) });

/**
 * The page in front of this window; undefined where the browser does not tell (no grant for its site). What it calls its
 * canonical address its overlay says, or the panel would ask about another task than the card.
 */
export async function pageInFront(): Promise<PageHere | undefined> {
  const tab = await inFront();
  if (tab?.url === undefined || !/^https?:/.test(tab.url)) return undefined;
  const told = v.safeParse(page, await tellFront(askPage));
  return told.success && told.output.location === tab.url ? told.output : { location: tab.url };
}

const counts = v.record(v.string(), v.number());

/** Says something to the overlay of the page in front. @returns what it answers; undefined where there is none */
async function tellFront(message: unknown): Promise<unknown> {
  const tab = await inFront();
  if (tab?.id === undefined) return undefined;
  return browser.tabs.sendMessage(tab.id, message, { frameId: 0 }).catch(() => undefined);
}

/** How many elements each campaign finds on the page in front; nothing where no overlay of ours answers. */
export async function foundInFront(): Promise<Record<string, number>> {
  const parsed = v.safeParse(counts, await tellFront(countElements));
  return parsed.success ? parsed.output : {};
}

const passages = v.array(
  v.strictObject({ task: v.string(), body, target, standings: v.record(v.string(), v.string()) }),
);

/** What is marked on the page in front; nothing where no overlay of ours answers. */
export async function passagesInFront(): Promise<PassagesHere[]> {
  const parsed = v.safeParse(passages, await tellFront(askPassages));
  return parsed.success ? parsed.output : [];
}

export function showInFront(task: string, { start, end }: { start: number; end: number }): void {
  const message: ShowPassage = { showPassage: { task, start, end } };
  void tellFront(message);
}

/** Tells when another page came to the front, for as long as this document lives. */
export function onTabChange(onChange: () => void): void {
  browser.tabs.onActivated.addListener(onChange);
  browser.tabs.onUpdated.addListener((_id, { status, url }, tab) => {
    if (tab.active && (status === 'complete' || url !== undefined)) onChange();
  });
}
