/**
 * What a labeler feels in a page, in Chromium with the built extension on a stand: bytes and time of the overlay, and the
 * way from a click to "saved" beside a bare message whose listener commits one record strictly, by turns in one run,
 * from the same page to the same background.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { budgets, sizes } from '../house/size/sizes.ts';
import { extensionDirs } from '../stand/built-extension.ts';
import { openChromium } from '../stand/chromium-browser.ts';
import { sitePages } from '../stand/site-pages.ts';
import { startTripStandIn } from '../trip/stand.ts';
import { joined } from '../trip/steps/joined.ts';
import { clickAnswer, openOffered } from '../trip/steps/label.ts';
import { words } from '../trip/steps/words.ts';
import type { Row } from './bench.ts';
import { addBareListener } from './page/bare-listener.ts';
import { bareMessage, clickToSaved, watchClicks, worldOf } from './page/clicks.ts';
import { mountAt, prepareMounts } from './page/mounts.ts';

const warmUp = 5;
const loads = 30;
const clicks = 60;
const deadClicks = 25;
/** Long enough for all that a saved label sets off: the timer, and the panel that is drawn anew. */
const restMs = 300;
const answers = ['Bullish', 'Neutral', 'Bearish'] as const;

/** About as large as a stored label. */
const record = (at: number) => ({ id: `bare-${at}`, text: 'x'.repeat(900) });

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
    const mounts = await times(loads, (at) => mountAt(page, others[at % others.length] ?? first, answers[0]));

    await openOffered(page, first, answers[0]);
    await clickAnswer(page, answers[0]);
    const world = worldOf(page);
    await watchClicks(world, words('saved'));
    await addBareListener(browser.browser, browser.extensionId);
    const click = async (at: number) => {
      const ours = await clickToSaved(page, world, answers[at % 2] ?? answers[0]);
      await sleep(restMs);
      return ours;
    };
    const message = async (at: number) => {
      const bare = await bareMessage(world, record(at));
      await sleep(restMs);
      return bare;
    };
    // Each is first in every other round, so that neither follows what the other sets off more often.
    const pairs = await times(clicks, async (at) => {
      const before = at % 4 < 2 ? undefined : await message(at);
      const ours = await click(at + 1);
      return { ours, bare: before ?? (await message(at)) };
    });

    await openOffered(page, second, answers[0]);
    await clickAnswer(page, answers[0]);
    const other = worldOf(page);
    await watchClicks(other, words('saved'));
    const dead = await times(deadClicks, async (at) => {
      await browser.killBackground();
      return clickToSaved(page, other, answers[1 + (at % 2)] ?? answers[1]);
    });

    const [bytes] = sizes(extensionDirs.chromium, budgets);
    const ms = (what: string, ours: number, peers?: Record<string, number>): Row => ({
      what,
      unit: 'ms',
      ours: round(ours),
      ...(peers && { peers }),
    });
    const mounted = mounts.map((mount) => mount.ms);
    const own = mounts.map((mount) => mount.own);
    const cpu = mounts.map((mount) => mount.cpu);
    const messages = mounts.map(({ message }) => message);
    const bare = pairs.map((pair) => pair.bare);
    const ours = pairs.map((pair) => pair.ours);
    return [
      { what: 'into-page-gzip', unit: 'bytes', ours: bytes?.is ?? Number.NaN },
      ms('mount-cpu-median', quantile(cpu, 0.5)),
      ms('mount-own-median', quantile(own, 0.5)),
      ms('mount-own-p95', quantile(own, 0.95)),
      ms('mount-median', quantile(mounted, 0.5), { message: round(quantile(messages, 0.5)) }),
      ms('mount-p95', quantile(mounted, 0.95), { message: round(quantile(messages, 0.95)) }),
      { what: 'layout-shift', unit: 'score', ours: Math.max(...mounts.map(({ shift }) => shift)) },
      ms('click-to-saved-median', quantile(ours, 0.5), { bare: round(quantile(bare, 0.5)) }),
      ms('click-to-saved-p95', quantile(ours, 0.95), { bare: round(quantile(bare, 0.95)) }),
      {
        what: 'click-to-saved-times-bare',
        unit: 'ratio',
        ours: round(
          quantile(
            pairs.map((pair) => pair.ours / pair.bare),
            0.5,
          ),
        ),
      },
      ms('click-to-saved-worker-dead-median', quantile(dead, 0.5)),
      ms('click-to-saved-worker-dead-p95', quantile(dead, 0.95)),
    ];
  } finally {
    await trip.stop();
  }
}

/** Of `count` rounds after the warm-up. */
async function times<T>(count: number, work: (at: number) => Promise<T>): Promise<T[]> {
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
