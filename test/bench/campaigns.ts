/**
 * `npm run bench -- campaigns [--inputs N] [--runs N]`: from a page's question to its tasks when the background is dead, in Chromium with the
 * built extension: first with the stand's own campaigns, then with 100,000 stored beside them, of which some are of the page's
 * host. By turns with it the least extension that could answer at all: its dead worker opens a database and reads one record. What is
 * more than that is ours.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Realm } from 'puppeteer';
import { openChromium } from '../stand/chromium-browser.ts';
import { killBackground } from '../stand/chromium-extension.ts';
import { sitePages } from '../stand/site-pages.ts';
import { startTripStandIn } from '../trip/stand.ts';
import { joined } from '../trip/steps/joined.ts';
import { openOffered } from '../trip/steps/label.ts';
import type { BenchOptions, Row } from './bench.ts';
import { bareRead, installBare, worldOfExtension } from './campaigns/bare-extension.ts';
import { type Spent, spending } from './campaigns/spent.ts';
import { storeCampaigns } from './campaigns/stored.ts';

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };

/** Of the page's own host, all of other pages there. */
const ofHost = 100;
const warmUp = 3;

/** By turns. */
interface Turns {
  ours: Spent[];
  bare: Spent[];
}

export async function measure({ inputs = '100000', runs = '40' }: BenchOptions): Promise<Row[]> {
  const trip = await startTripStandIn('chromium', openChromium);
  const dir = await mkdtemp(join(tmpdir(), 'glosa-bare-'));
  try {
    const { stand, browser } = trip;
    const news = stand.samples[0];
    if (news === undefined) throw new Error('The stand has no sample campaign');
    const { page } = await joined(stand, browser, news.terms.title);
    const bareId = await installBare(browser.browser, dir);
    await page.bringToFront();
    const [path = ''] = await sitePages('news');
    const address = `${stand.site}${path}`;
    await openOffered(page, address, 'Bullish');
    const world = await worldOfExtension(page.page, browser.extensionId);
    const bareWorld = await worldOfExtension(page.page, bareId);
    const spent = await spending(browser.browser);
    const turns = async (): Promise<Turns> => {
      const taken: Turns = { ours: [], bare: [] };
      for (let run = -warmUp; run < Number(runs); run++) {
        await browser.killBackground();
        const ours = await spent(() => tasksAt(world, address));
        await killBackground(browser.browser, bareId);
        const bare = await spent(() => bareRead(bareWorld));
        if (run < 0) continue;
        taken.ours.push(ours);
        taken.bare.push(bare);
      }
      return taken;
    };
    const few = await turns();
    const here = { host: new URL(address).hostname, campaigns: ofHost };
    await tasksAt(world, address);
    await storeCampaigns(browser.browser, browser.extensionId, Number(inputs), here);
    return rowsOf(few, await turns());
  } finally {
    await trip.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

function rowsOf(few: Turns, many: Turns): Row[] {
  const row = (what: string, unit: string, measure: keyof Spent, share: number): Row => {
    const of = (all: readonly Spent[]) =>
      quantile(
        all.map((one) => one[measure]),
        share,
      );
    return {
      what,
      unit,
      ours: of(many.ours),
      peers: { 'without them': of(few.ours), 'bare worker, one read': of(many.bare) },
    };
  };
  return [
    row('tasks-worker-dead-median', 'ms', 'ms', 0.5),
    row('tasks-worker-dead-p95', 'ms', 'ms', 0.95),
    row('tasks-worker-dead-cpu', 'ms', 'cpuMs', 0.5),
  ];
}

/** Asks as the overlay does. @returns milliseconds */
async function tasksAt(world: Realm, location: string): Promise<number> {
  const { ms, answer } = await world.evaluate(async (location) => {
    const start = performance.now();
    const answer = await chrome.runtime.sendMessage({ call: 'offersHere', with: { location } });
    return { ms: performance.now() - start, answer: JSON.stringify(answer) };
  }, location);
  if (!answer?.includes('"questions"')) throw new Error(`The page has no tasks: ${answer}`);
  return ms;
}

const quantile = (values: readonly number[], share: number): number =>
  Math.round(
    values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
      Number.NaN,
  );
