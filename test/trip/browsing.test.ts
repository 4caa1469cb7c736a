import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Passed } from '../stand/browser-proxy.ts';
import { browserNames } from '../stand/open-browser.ts';
import { sitePages } from '../stand/site-pages.ts';
import type { Tab } from '../stand/tab.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { joined } from './steps/joined.ts';
import { clickAnswer, openOffered } from './steps/label.ts';
import { makeOverdue } from './steps/make-overdue.ts';
import { readReceipt } from './steps/panel.ts';
import { words } from './steps/words.ts';

const navigations = 100;

/** What was asked of whom, without what differs from time to time: one line per request. */
const cause = ({ method, url }: Passed): string => `${method} ${url.split('?')[0]}`;

/** What a browser asks its maker by itself, now and then, with or without an extension. */
const isOfMaker = ({ url }: Passed): boolean =>
  /^(https?:\/\/)?([a-z0-9-]+\.)*(google|googleapis|gvt1|mozilla|firefox)\.(com|org|net)[:/]/.test(url);

const expectNoMore = (browsing: readonly Passed[], control: readonly Passed[]) => {
  const known = control.map(cause);
  expect(browsing.length, browsing.map(cause).join('\n')).toBeLessThanOrEqual(control.length);
  expect(browsing.map(cause).filter((one) => !known.includes(one))).toEqual([]);
};

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;

  beforeAll(async () => {
    trip = await startTripStand(name);
  });

  afterAll(() => trip?.stop());

  /** What left the browser while something was done; pages of the sample site apart from the rest. */
  async function leaving(act: () => Promise<void>): Promise<{ toSite: Passed[]; rest: Passed[] }> {
    const { proxy, stand } = trip;
    const before = proxy.passed.length;
    await act();
    const left = proxy.passed.slice(before).filter((one) => !isOfMaker(one));
    const isOfSite = ({ url }: Passed) => url.startsWith(`${stand.site}/`);
    return { toSite: left.filter(isOfSite), rest: left.filter((one) => !isOfSite(one)) };
  }

  /** Kills the background before each navigation; the offer then comes from a background that the page has woken. */
  async function browse(page: Tab, articles: readonly string[]): Promise<void> {
    for (let count = 0; count < navigations; count += 1) {
      await trip.browser.killBackground();
      await openOffered(page, articles[count % articles.length] ?? '', 'Bullish');
    }
    await trip.browser.killBackground();
  }

  test(
    'P1 browsing tells nobody anything: a hundred navigations cause no request',
    () =>
      trip.trip(async () => {
        const { stand, browser } = trip;
        const { page, panel } = await joined(stand, browser, stand.samples[0]!.terms.title);
        const [first = '', ...articles] = (await sitePages('news')).map((path) => `${stand.site}${path}`);
        await openOffered(page, first, 'Bullish');
        await clickAnswer(page, 'Bullish');
        await makeOverdue(browser, panel);

        const begun = Date.now();
        const browsing = await leaving(() => browse(page, articles));
        const length = Date.now() - begun;
        const control = await leaving(() => sleep(length));
        expectNoMore(browsing.rest, control.rest);
        // The site hears of each navigation what it would hear without us.
        const { toSite } = browsing;
        expect(toSite.filter(({ url }) => articles.includes(url))).toHaveLength(navigations);
        expect(toSite.filter(({ method, origin }) => method !== 'GET' || origin !== undefined)).toEqual([]);

        // What was queued was due all the time: the labeler's own wish sends it.
        const { rest } = await leaving(async () => {
          await panel.click({ role: 'button', name: words('sync_now') });
          await readReceipt(panel);
        });
        expect(rest.map(cause)).toContain(`POST ${stand.relay.url}/v1/batches`);
      }),
    600_000,
  );
});
