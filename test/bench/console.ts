/**
 * What a requester and who waits for campaigns feel, in Chromium with the built extension on a stand: how long the console takes
 * from the start of its navigation until it can be used, with the background running and dead, beside a file of the extension
 * that only has to be shown; and of how many campaigns a labeler's open panel tells within five seconds of their final deposit.
 */
import { openChromium } from '../stand/chromium-browser.ts';
import { startTripStandIn } from '../trip/stand.ts';
import { openConsole } from '../trip/steps/console.ts';
import { joined } from '../trip/steps/joined.ts';
import { turnTo } from '../trip/steps/panel.ts';
import { words } from '../trip/steps/words.ts';
import type { Row } from './bench.ts';
import { loadedIn, noteOpening, openedIn } from './console/opened.ts';
import { anotherOf, isShownWithin } from './console/shown-in-panel.ts';

const warmUp = 2;
const opens = 15;
const campaigns = 5;
const soonMs = 5000;

export async function measure(): Promise<Row[]> {
  const { stand, browser, stop } = await startTripStandIn('chromium', openChromium);
  try {
    const [news] = stand.samples;
    if (news === undefined) throw new Error('The stand has no sample campaign');
    const { panel } = await joined(stand, browser, news.terms.title);

    const page = await openConsole(browser);
    await page.bringToFront();
    await page.click({ role: 'button', name: words('console_new') });
    await page.find({ role: 'textbox', name: words('plan_title') });
    const plan = page.page.url();
    const own = (path: string) => new URL(path, plan).href;
    await noteOpening(page);
    const rounds: { file: number; list: number; plan: number; dead: number }[] = [];
    for (let at = -warmUp; at < opens; at += 1) {
      const round = {
        file: await loadedIn(page, own('/manifest.json')),
        list: await openedIn(page, own('/console.html')),
        plan: await openedIn(page, plan),
        dead: await browser.killBackground().then(() => openedIn(page, plan)),
      };
      if (at >= 0) rounds.push(round);
    }

    await panel.bringToFront();
    await turnTo(panel, 'section_campaigns');
    let soon = 0;
    for (let at = 1; at <= campaigns; at += 1)
      if (await isShownWithin(soonMs, panel, anotherOf(news, `Once more, ${at}`), stand)) soon += 1;

    const opened = (what: string, way: 'list' | 'plan' | 'dead', share: number): Row => ({
      what,
      unit: 'ms',
      ours: quantile(
        rounds.map((round) => round[way]),
        share,
      ),
      peers: {
        'bare file': quantile(
          rounds.map(({ file }) => file),
          share,
        ),
      },
    });
    return [
      opened('console-list-median', 'list', 0.5),
      opened('console-plan-median', 'plan', 0.5),
      opened('console-plan-p95', 'plan', 0.95),
      opened('console-plan-worker-dead-median', 'dead', 0.5),
      opened('console-plan-worker-dead-p95', 'dead', 0.95),
      { what: 'funded-in-open-panel-within-5-s', unit: `of ${campaigns}`, ours: soon },
    ];
  } finally {
    await stop();
  }
}

const quantile = (values: readonly number[], share: number): number =>
  Math.round(
    values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
      Number.NaN,
  );
