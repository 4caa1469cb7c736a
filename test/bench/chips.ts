/**
 * Chips on a page of 2,000 posts in 10,000 elements, in Chromium with the built extension and everything else real:
 * loaded, scrolled from end to end, every chip in sight opened and closed by keys. From the browser's own trace: the
 * longest task in which code of ours ran, whatever else ran in it, beside the longest task of the page without us.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildExtension } from '../stand/built-extension.ts';
import { openChromium } from '../stand/chromium-browser.ts';
import type { ChromiumTab } from '../stand/chromium-tab.ts';
import { makeStack } from '../stand/stack.ts';
import { startStand } from '../stand/stand.ts';
import { makeTempFolder } from '../stand/temp.ts';
import { joined } from '../trip/steps/joined.ts';
import { tabTo } from '../trip/steps/keys.ts';
import { until } from '../trip/steps/until.ts';
import { words } from '../trip/steps/words.ts';
import type { Row } from './bench.ts';
import { tasksIn } from './trace-tasks.ts';

const runs = 5;
const keys = 20;
const title = 'Tone of posts';

export async function measure(): Promise<Row[]> {
  const stack = makeStack();
  try {
    const temp = await makeTempFolder('bench-chips');
    stack.push(temp.stop);
    await buildExtension('chromium');
    const stand = await startStand({ dir: temp.dir, epochSeconds: 30, say: () => {} });
    stack.push(stand.stop);
    const browser = await openChromium({ headless: true, profileDir: join(temp.dir, 'profile') });
    stack.push(browser.stop);
    const address = `${stand.site}/live/many`;
    const alone = await browser.open('about:blank');
    const without: Run[] = [];
    for (let run = 0; run <= runs; run += 1) without.push(await scrolled(alone, address, async () => {}));
    const { page } = await joined(stand, browser, title);
    const withChips: Run[] = [];
    for (let run = 0; run <= runs; run += 1)
      withChips.push(await scrolled(page, address, () => labeling(page)));
    // The first of each is warm-up.
    return rowsOf(withChips.slice(1), without.slice(1));
  } finally {
    await stack.stop();
  }
}

type Run = { longest: number; longestOfOurs: number; ours: number; over: number; shift: number };

/** Loads the page, does something there, scrolls to its end and back. */
async function scrolled(tab: ChromiumTab, address: string, act: () => Promise<void>): Promise<Run> {
  const { page } = tab;
  await tab.bringToFront();
  await page.tracing.start({
    categories: ['devtools.timeline', 'toplevel', 'disabled-by-default-devtools.timeline'],
  });
  await page.goto(address);
  await act();
  const shift = await page.evaluate(async () => {
    let shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shift += 'value' in entry ? Number(entry.value) : 0;
    }).observe({ type: 'layout-shift', buffered: true });
    const height = document.documentElement.scrollHeight;
    const steps = 60;
    for (let step = 1; step <= 2 * steps; step += 1) {
      const part = step <= steps ? step / steps : 2 - step / steps;
      scrollTo({ top: part * height, behavior: 'instant' });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return shift;
  });
  await sleep(500);
  const trace = await page.tracing.stop();
  if (trace === undefined) throw new Error('Chromium gave no trace');
  const tasks = tasksIn(JSON.parse(new TextDecoder().decode(trace)));
  const ours = tasks.filter(({ own }) => own > 0);
  const longestOf = (list: number[]) => list.reduce((most, one) => Math.max(most, one), 0);
  return {
    longest: longestOf(tasks.map(({ ms }) => ms)),
    longestOfOurs: longestOf(ours.map(({ ms }) => ms)),
    ours: longestOf(ours.map(({ own }) => own)),
    over: ours.filter(({ ms }) => ms > 50).length,
    shift,
  };
}

/** Waits for all chips, and goes through some of them by keys. */
async function labeling(tab: ChromiumTab): Promise<void> {
  const unfold = { role: 'button', name: words('overlay_unfold') };
  await tab.find(unfold);
  const all = new Intl.NumberFormat('en').format(2_000);
  await until(
    'All posts are found',
    () => tab.overlayTexts(),
    (texts) => texts.some((text) => text === all || text === '2000'),
  );
  await tabTo(tab, 'button', words('overlay_unfold'));
  await tab.press('Enter');
  await tabTo(tab, 'button', words('labeling_start'));
  await tab.press('Enter');
  await until(
    'A chip is open',
    () => tab.overlayTexts(),
    (texts) => texts.includes('Hopeful'),
  );
  for (let key = 0; key < keys; key += 1) {
    await tab.press('ArrowDown');
    await sleep(100);
  }
  await tab.press('Escape');
}

function rowsOf(chips: readonly Run[], without: readonly Run[]): Row[] {
  const median = (list: readonly Run[], read: (run: Run) => number) =>
    list.map(read).sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
  const most = (list: readonly Run[], read: (run: Run) => number) => Math.max(...list.map(read));
  const page = (value: number) => ({ 'page alone': value });
  return [
    { what: 'longest-task-with-our-code', unit: 'ms', ours: median(chips, (run) => run.longestOfOurs) },
    { what: 'longest-task-with-our-code-worst', unit: 'ms', ours: most(chips, (run) => run.longestOfOurs) },
    { what: 'longest-run-of-our-code', unit: 'ms', ours: median(chips, (run) => run.ours) },
    { what: 'tasks-with-our-code-over-50', unit: 'count', ours: most(chips, (run) => run.over) },
    {
      what: 'longest-task',
      unit: 'ms',
      ours: median(chips, (run) => run.longest),
      peers: page(median(without, (run) => run.longest)),
    },
    {
      what: 'layout-shift',
      unit: 'score',
      ours: most(chips, (run) => run.shift),
      peers: page(most(without, (run) => run.shift)),
    },
  ];
}
