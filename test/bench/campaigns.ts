/**
 * `npm run bench -- campaigns [--inputs N] [--runs N]`: from a page's question to its tasks when the background is dead, in Chromium with the
 * built extension: first with the stand's own campaigns, then with 100,000 stored beside them, of which some are of the page's
 * host. Beside each a message that nobody takes: what the browser needs to start the background.
 */
import type { Realm } from 'puppeteer';
import { openChromium } from '../stand/chromium-browser.ts';
import { sitePages } from '../stand/site-pages.ts';
import { startTripStandIn } from '../trip/stand.ts';
import { joined } from '../trip/steps/joined.ts';
import { openOffered } from '../trip/steps/label.ts';
import type { BenchOptions, Row } from './bench.ts';
import { storeCampaigns } from './campaigns/stored.ts';
import { emptyMessage, worldOf } from './page/clicks.ts';

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };

/** Of the page's own host, all of other pages there. */
const ofHost = 100;
const warmUp = 3;

export async function measure({ inputs = '100000', runs = '40' }: BenchOptions): Promise<Row[]> {
  const trip = await startTripStandIn('chromium', openChromium);
  try {
    const { stand, browser } = trip;
    const news = stand.samples[0];
    if (news === undefined) throw new Error('The stand has no sample campaign');
    const { page } = await joined(stand, browser, news.terms.title);
    const [path = ''] = await sitePages('news');
    const address = `${stand.site}${path}`;
    await openOffered(page, address, 'Bullish');
    const world = worldOf(page);
    const dead = async (ask: () => Promise<number>) => {
      await browser.killBackground();
      return ask();
    };
    const measured = async () => {
      const tasks: number[] = [];
      const bare: number[] = [];
      for (let run = -warmUp; run < Number(runs); run++) {
        const ours = await dead(() => tasksAt(world, address));
        const empty = await dead(() => emptyMessage(world));
        if (run < 0) continue;
        tasks.push(ours);
        bare.push(empty);
      }
      return { tasks, bare };
    };
    const few = await measured();
    const here = { host: new URL(address).hostname, campaigns: ofHost };
    await tasksAt(world, address);
    await storeCampaigns(browser.browser, browser.extensionId, Number(inputs), here);
    const many = await measured();
    const row = (what: string, share: number): Row => ({
      what,
      unit: 'ms',
      ours: quantile(many.tasks, share),
      peers: {
        'without them': quantile(few.tasks, share),
        'empty message': quantile(many.bare, share),
      },
    });
    return [row('tasks-worker-dead-median', 0.5), row('tasks-worker-dead-p95', 0.95)];
  } finally {
    await trip.stop();
  }
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
