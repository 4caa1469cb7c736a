/**
 * Chips on a page of 2,000 posts in 10,000 elements, in Chromium with the built extension and everything else real:
 * loaded, scrolled from end to end, every chip in sight opened and closed by keys. From the browser's own trace: the
 * longest time for which code of ours ran in one task, and the page's tasks with us beside those without us.
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
import { overlayRoot } from './overlay-root.ts';
import { type Run, rowsOf, scrolled } from './traced-run.ts';

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
    const bare = await openChromium({ headless: true, profileDir: join(temp.dir, 'bare-profile') });
    stack.push(bare.stop);
    await joined(stand, browser, title);
    const [alone, labeled] = [await bare.open('about:blank'), await browser.open('about:blank')];
    const without: Run[] = [];
    const withChips: Run[] = [];
    // By turns, so that both meet the same machine.
    for (let run = 0; run <= runs; run += 1) {
      without.push(await scrolled(alone, address, () => sameKeys(alone)));
      withChips.push(await scrolled(labeled, address, () => labeling(labeled)));
    }
    // The first of each is warm-up.
    return rowsOf(withChips.slice(1), without.slice(1));
  } finally {
    await stack.stop();
  }
}

/** Waits for all chips, and goes through some of them by keys. */
async function labeling({ page, press }: ChromiumTab): Promise<void> {
  const overlay = await until(
    'The page has an overlay',
    () => overlayRoot(page),
    (root) => root !== undefined,
  );
  if (overlay === undefined) return;
  const says = (what: string, isSaid: (text: string) => boolean) =>
    until(what, overlay.texts, (texts) => texts.some(isSaid));
  const tabTo = (name: string) =>
    until(
      `The focus is on “${name}”`,
      async () => {
        await press('Tab');
        return overlay.focused();
      },
      (focused) => focused === name,
    );
  const all = new Intl.NumberFormat('en').format(2_000);
  await says('All posts are found', (text) => text === all || text === '2000');
  await sleep(1_000);
  await tabTo(words('overlay_unfold'));
  await press('Enter');
  await tabTo(words('labeling_start'));
  await press('Enter');
  await says('A chip is open', (text) => text === 'Hopeful');
  for (let key = 0; key < keys; key += 1) {
    await press('ArrowDown');
    await sleep(100);
  }
  await press('Escape');
  await overlay.close();
}

/** The keys that `labeling` presses, where nobody listens. */
async function sameKeys({ press }: ChromiumTab): Promise<void> {
  await sleep(1_000);
  for (const key of ['Tab', 'Enter', 'Tab', 'Enter'] as const) await press(key);
  for (let key = 0; key < keys; key += 1) {
    await press('ArrowDown');
    await sleep(100);
  }
  await press('Escape');
}
