/**
 * What a labeler feels in a page, in Chromium with the built extension on a stand: bytes and time of the overlay, and the
 * way from a click to the drawn "saved" beside a bare message whose listener commits one record strictly, by turns in one
 * run, from the same page to the same background, into the same database files. The same over an open port is its floor:
 * ours goes over one too. Nothing asks for the accessibility tree in what is measured: a page without readers has none.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { budgets, sizes } from '../house/size/sizes.ts';
import { extensionDirs } from '../stand/built-extension.ts';
import { openChromium } from '../stand/chromium-browser.ts';
import type { ChromiumTab } from '../stand/chromium-tab.ts';
import { sitePages } from '../stand/site-pages.ts';
import type { Point } from '../stand/tab.ts';
import { startTripStandIn } from '../trip/stand.ts';
import { joined } from '../trip/steps/joined.ts';
import { clickAnswer, openOffered } from '../trip/steps/label.ts';
import { words } from '../trip/steps/words.ts';
import type { Row } from './bench.ts';
import { addBareListener } from './page/bare-listener.ts';
import { bareMessage, barePort, clickToSaved, watchClicks, worldOf } from './page/clicks.ts';
import { mountAt, prepareMounts } from './page/mounts.ts';

const warmUp = 5;
const loads = 30;
const clicks = 60;
const deadClicks = 25;
/** Long enough for all that a saved label sets off: the timer, and the panel that is drawn anew. */
const restMs = 300;
const answers = ['Bullish', 'Neutral'] as const;

/** About as large as a stored label. */
const record = (id: string) => ({ id, text: 'x'.repeat(900) });

export async function measure(): Promise<Row[]> {
  const trip = await startTripStandIn('chromium', openChromium);
  try {
    const { stand, browser } = trip;
    const news = stand.samples[0];
    if (news === undefined) throw new Error('The stand has no sample campaign');
    const { page } = await joined(stand, browser, news.terms.title);
    const [first = '', second = '', ...others] = (await sitePages('news')).map(
      (path) => `${stand.site}${path}`,
    );

    await prepareMounts(page);
    const mounts = await repeated(loads, (at) =>
      mountAt(page, others[at % others.length] ?? first, answers[0]),
    );

    await openOffered(page, first, answers[0]);
    await clickAnswer(page, answers[0]);
    const world = worldOf(page);
    await watchClicks(world, words('saved'));
    await addBareListener(browser.browser, browser.extensionId);
    const places = await placesOf(page);
    const ways = [
      ['ours', (at: number) => clickToSaved(page, world, places[at % places.length] ?? places[0])],
      ['bare', (at: number) => bareMessage(world, record(`message-${at}`))],
      ['port', (at: number) => barePort(world, record(`port-${at}`))],
    ] as const;
    // There and back, so that none follows what another sets off more often. The answer of the last round is another one.
    const rounds = await repeated(clicks, async (at) => {
      const took = { ours: Number.NaN, bare: Number.NaN, port: Number.NaN };
      for (const [way, go] of at % 2 === 0 ? ways : ways.toReversed()) {
        took[way] = await go(at + 1);
        await sleep(restMs);
      }
      return took;
    });

    await openOffered(page, second, answers[0]);
    await clickAnswer(page, answers[0]);
    const other = worldOf(page);
    await watchClicks(other, words('saved'));
    const there = await placesOf(page);
    const dead = await repeated(deadClicks, async (at) => {
      await browser.killBackground();
      return clickToSaved(page, other, there[(at + 1) % there.length] ?? there[0]);
    });

    const [bytes] = sizes(extensionDirs.chromium, budgets);
    const of = (name: 'ours' | 'bare' | 'port') => rounds.map((took) => took[name]);
    const ms = (what: string, ours: number, peers?: Record<string, number>): Row => ({
      what,
      unit: 'ms',
      ours: round(ours),
      ...(peers && { peers }),
    });
    const mount = (what: 'cpu' | 'shown' | 'own' | 'ms' | 'message', share: number) =>
      quantile(
        mounts.map((one) => one[what]),
        share,
      );
    const clicked = (what: string, share: number) =>
      ms(`click-to-saved-${what}`, quantile(of('ours'), share), {
        bare: round(quantile(of('bare'), share)),
        port: round(quantile(of('port'), share)),
      });
    const times = (what: string, name: 'bare' | 'port'): Row => ({
      what,
      unit: 'ratio',
      ours: round(
        quantile(
          rounds.map((took) => took.ours / took[name]),
          0.5,
        ),
      ),
    });
    return [
      { what: 'into-page-gzip', unit: 'bytes', ours: bytes?.is ?? Number.NaN },
      ms('mount-cpu-median', mount('cpu', 0.5)),
      ms('mount-shown-cpu-median', mount('shown', 0.5)),
      ms('mount-own-median', mount('own', 0.5)),
      ms('mount-own-p95', mount('own', 0.95)),
      ms('mount-median', mount('ms', 0.5), { message: round(mount('message', 0.5)) }),
      ms('mount-p95', mount('ms', 0.95), { message: round(mount('message', 0.95)) }),
      { what: 'layout-shift', unit: 'score', ours: Math.max(...mounts.map(({ shift }) => shift)) },
      clicked('median', 0.5),
      clicked('p95', 0.95),
      times('click-to-saved-times-bare', 'bare'),
      times('click-to-saved-times-port', 'port'),
      ms('click-to-saved-worker-dead-median', quantile(dead, 0.5)),
      ms('click-to-saved-worker-dead-p95', quantile(dead, 0.95)),
    ];
  } finally {
    await trip.stop();
  }
}

/** Where two of the answers stand. */
const placesOf = async (page: ChromiumTab): Promise<[Point, Point]> => [
  await page.middleOf({ role: 'radio', name: answers[0] }),
  await page.middleOf({ role: 'radio', name: answers[1] }),
];

/** Of `count` rounds after the warm-up. */
async function repeated<T>(count: number, work: (at: number) => Promise<T>): Promise<T[]> {
  const found: T[] = [];
  for (let at = -warmUp; at < count; at += 1) {
    const one = await work(at + warmUp);
    if (at >= 0) found.push(one);
  }
  return found;
}

const round = (value: number): number => Math.round(value * 100) / 100;

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
  Number.NaN;
