import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chipName, labelChip } from '../../trip/steps/chip.ts';
import { allowSite, join as joinCampaign } from '../../trip/steps/join.ts';
import { clickAnswer, openOffered } from '../../trip/steps/label.ts';
import { openArticle } from '../../trip/steps/open-article.ts';
import { shows } from '../../trip/steps/page-text.ts';
import { turnTo } from '../../trip/steps/panel.ts';
import { mark, selectWords } from '../../trip/steps/passage.ts';
import { pasteRelay } from '../../trip/steps/welcome.ts';
import { words } from '../../trip/steps/words.ts';
import { buildExtension } from '../built-extension.ts';
import { openChromium } from '../chromium-browser.ts';
import type { ChromiumTab } from '../chromium-tab.ts';
import { makeStack } from '../stack.ts';
import { startStand } from '../stand.ts';
import { makeTempFolder } from '../temp.ts';

/** `npm run screenshots`: the pictures of the README, taken on the way of a real label, in both colour schemes. */
const images = fileURLToPath(new URL('../../../docs/images/', import.meta.url));

async function shoot({ page }: ChromiumTab, name: string): Promise<void> {
  await page.bringToFront();
  for (const scheme of ['light', 'dark']) {
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: scheme },
      // Colours must not be caught on their way from one scheme to the other.
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    await setTimeout(500);
    await page.screenshot({ path: join(images, `${name}-${scheme}.png`) });
  }
  console.log(name);
}

const stack = makeStack();
try {
  await mkdir(images, { recursive: true });
  const temp = await makeTempFolder('screenshots');
  stack.push(temp.stop);
  await buildExtension('chromium');
  const stand = await startStand({ dir: temp.dir, epochSeconds: 3, say: () => {} });
  stack.push(stand.stop);
  const profileDir = join(temp.dir, 'profile');
  const browser = await openChromium({ headless: true, profileDir });
  stack.push(browser.stop);
  const [news] = stand.samples;
  if (news === undefined) throw new Error('The stand has no sample campaign');

  const welcome = await browser.welcome();
  await shoot(welcome, 'welcome');
  await pasteRelay(welcome, stand.relay.url);
  await allowSite(browser, stand);
  const { page, panel } = await browser.openWithPanel(stand.site);
  await turnTo(panel, 'section_campaigns');
  await shoot(panel, 'campaigns');
  await joinCampaign(panel, news.terms.title);
  await openOffered(page, await openArticle(stand, news), 'Bullish');
  await clickAnswer(page, 'Bullish');
  await shoot(page, 'page');
  await turnTo(panel, 'section_labels');
  await shows(panel, words('state_paid_says'), 60_000);
  await shoot(panel, 'panel');
  await turnTo(panel, 'section_earnings');
  await shoot(panel, 'earnings');

  const posts = stand.samples.find(({ terms }) => terms.targets.unit === 'element');
  if (posts === undefined) throw new Error('The stand has no sample campaign of elements');
  await joinCampaign(panel, posts.terms.title);
  await page.bringToFront();
  await page.goto(`${stand.site}/posts`);
  const text = await page.evaluate(() =>
    [...document.querySelectorAll('article.post:first-of-type header > *, article.post:first-of-type p')]
      .map(({ textContent }) => (textContent ?? '').replace(/\s+/g, ' ').trim())
      .join(' '),
  );
  await labelChip(page, chipName(posts.terms.title, text), 'Hopeful');
  await shoot(page, 'chips');

  const clauses = stand.samples.find(({ terms }) => terms.targets.unit === 'selection');
  if (clauses === undefined) throw new Error('The stand has no sample campaign of passages');
  await joinCampaign(panel, clauses.terms.title);
  await page.bringToFront();
  await page.goto(`${stand.site}/contracts/storage`);
  await mark(page, 'may inspect the goods', 'Right');
  await mark(page, 'shall pay 4.20 crowns per pallet and week', 'Obligation');
  await selectWords(page, 'within thirty days of receipt');
  await page.find({ role: 'button', name: 'Term' });
  await shoot(page, 'passages');
} finally {
  await stack.stop();
}
