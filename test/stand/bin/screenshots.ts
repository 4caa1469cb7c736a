import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chipName, labelChip } from '../../trip/steps/chip.ts';
import { accountIn, fillPlan, lockMoney, openConsole, tabAt } from '../../trip/steps/console.ts';
import { allowSite, join as joinCampaign } from '../../trip/steps/join.ts';
import { clickAnswer, openOffered } from '../../trip/steps/label.ts';
import { openArticle } from '../../trip/steps/open-article.ts';
import { overlaySays, shows } from '../../trip/steps/page-text.ts';
import { turnTo } from '../../trip/steps/panel.ts';
import { mark, selectWords } from '../../trip/steps/passage.ts';
import { pickElement } from '../../trip/steps/pick-element.ts';
import { pasteRelay } from '../../trip/steps/welcome.ts';
import { words } from '../../trip/steps/words.ts';
import { buildExtension } from '../built-extension.ts';
import { type ChromiumBrowser, openChromium } from '../chromium-browser.ts';
import type { ChromiumTab } from '../chromium-tab.ts';
import { giveMoney } from '../give-money.ts';
import { makeStack } from '../stack.ts';
import { type Stand, startStand } from '../stand.ts';
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

/** The console on the way of a campaign: a draft whose elements are picked on a page, and what came of it. */
async function shootConsole(stand: Stand, browser: ChromiumBrowser): Promise<void> {
  const requester = await openConsole(browser);
  await requester.bringToFront();
  await requester.page.setViewport({ width: 1280, height: 1000 });
  await requester.click({ role: 'button', name: words('console_new') });
  await fillPlan(requester, {
    plan_title: 'Does the post ask for something?',
    plan_instructions:
      'Read the post alone.\n\n- a question to readers counts\n- a *rhetorical* one does not',
    plan_examples: `${stand.site}/posts`,
    plan_ask: 'Does this post ask its readers for something?',
    plan_wage: '36',
    plan_tasks: '12',
  });
  await requester.fill(words('plan_option', 1), 'It does');
  await requester.fill(words('plan_option', 2), 'It does not');
  await requester.click({ role: 'radio', name: words('plan_unit_element') });
  await requester.click({ role: 'button', name: words('plan_pick') });
  const posts = await tabAt(browser, '/posts');
  // A tab that the extension opened is as large as its window without a screen: much too small.
  await posts.page.setViewport({ width: 1280, height: 900 });
  await overlaySays(posts, words('picker_says'));
  await pickElement(posts, '(//article[@data-post-id])[2]//p');
  await posts.click({ role: 'button', name: words('picker_other') });
  await posts.press('ArrowUp');
  await posts.press('Enter');
  await shoot(posts, 'picker');
  await posts.click({ role: 'button', name: words('picker_use') });
  await requester.bringToFront();
  await shows(requester, words('plan_seen_many', 12, new URL(stand.site).host));
  await giveMoney(stand.chain, stand.contracts, await accountIn(requester), 100_000_000n);
  await shoot(requester, 'draft');
  await lockMoney(requester);
  await shows(requester, words('progress_labels', 0, 0, 0));
  await shoot(requester, 'campaign');
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
  await panel.page.setViewport({ width: 360, height: 720 });
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

  await shootConsole(stand, browser);
} finally {
  await stack.stop();
}
