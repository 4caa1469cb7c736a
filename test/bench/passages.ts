/**
 * Passages on a page of 5,000 clauses in more than a million characters, in Chromium with the built extension and everything else
 * real: twenty marked by keys and saved, then the page loaded again, where they are found, and scrolled from end to end. From the
 * browser's own trace, as for chips.
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
import { until } from '../trip/steps/until.ts';
import { words } from '../trip/steps/words.ts';
import type { Row } from './bench.ts';
import { type OverlayRoot, overlayRoot } from './overlay-root.ts';
import { type Run, rowsOf, scrolled } from './traced-run.ts';

const runs = 3;
const marks = 20;
const title = 'Clauses in contracts';

export async function measure(): Promise<Row[]> {
  const stack = makeStack();
  try {
    const temp = await makeTempFolder('bench-passages');
    stack.push(temp.stop);
    await buildExtension('chromium');
    const stand = await startStand({ dir: temp.dir, epochSeconds: 30, say: () => {} });
    stack.push(stand.stop);
    const browser = await openChromium({ headless: true, profileDir: join(temp.dir, 'profile') });
    stack.push(browser.stop);
    const address = `${stand.site}/live/agreement`;
    const alone = await browser.open('about:blank');
    const without: Run[] = [];
    for (let run = 0; run <= runs; run += 1) without.push(await scrolled(alone, address, () => sleep(3_000)));
    await joined(stand, browser, title);
    const labeled = await browser.open('about:blank');
    const marking = await scrolled(labeled, address, () => mark(labeled));
    const again: Run[] = [];
    for (let run = 0; run <= runs; run += 1)
      again.push(await scrolled(labeled, address, () => found(labeled)));
    return [
      ...rowsOf(again.slice(1), without.slice(1)),
      { what: 'marking-longest-run-of-our-code', unit: 'ms', ours: marking.longestOwn },
    ];
  } finally {
    await stack.stop();
  }
}

async function withOverlay(
  { page }: ChromiumTab,
  act: (overlay: OverlayRoot) => Promise<void>,
): Promise<void> {
  const overlay = await until(
    'The page has an overlay',
    () => overlayRoot(page),
    (root) => root !== undefined,
  );
  if (overlay === undefined) return;
  await act(overlay);
  await overlay.close();
}

/** Marks sentences by keys, and saves them. */
const mark = (tab: ChromiumTab): Promise<void> =>
  withOverlay(tab, async ({ texts, focused }) => {
    const { press } = tab;
    const says = (what: string) => until(`The card says “${what}”`, texts, (all) => all.includes(what));
    await says(words('span_how'));
    await tabTo(tab, focused, words('labeling_start'));
    await press('Enter');
    await says(words('labeling_on'));
    await sleep(1_000);
    for (let times = 0; times < marks; times += 1) {
      await press('ArrowDown');
      await press('1');
      await sleep(200);
    }
    await press('Enter');
    await says(words('saved'));
  });

/** Opens the card, and waits until all have their places. */
const found = (tab: ChromiumTab): Promise<void> =>
  withOverlay(tab, async ({ texts, focused }) => {
    await tabTo(tab, focused, words('overlay_unfold'));
    await tab.press('Enter');
    const said = [words('span_sought'), words('span_gone'), words('span_unsure')];
    await until(
      'All have their places',
      texts,
      (all) => all.includes('Obligation') && !said.some((text) => all.includes(text)),
    );
    await sleep(1_000);
  });

const tabTo = (tab: ChromiumTab, focused: OverlayRoot['focused'], name: string) =>
  until(
    `The focus is on “${name}”`,
    async () => {
      await tab.press('Tab');
      return focused();
    },
    (on) => on === name,
  );
