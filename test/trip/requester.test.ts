import { afterAll, beforeAll, test } from 'vitest';
import { giveMoney } from '../stand/give-money.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { accountIn, fillPlan, openConsole } from './steps/console.ts';
import { allowSite, join } from './steps/join.ts';
import { clickAnswer, openOffered } from './steps/label.ts';
import { shows } from './steps/page-text.ts';
import { turnTo } from './steps/panel.ts';
import { pasteRelay } from './steps/welcome.ts';
import { words } from './steps/words.ts';

let trip: TripStand;

beforeAll(async () => {
  trip = await startTripStand('chromium');
});
afterAll(() => trip?.stop());

test('a requester writes a campaign, locks its money, and another profile labels it', () =>
  trip.trip(async () => {
    const { stand, browser } = trip;
    await pasteRelay(await browser.welcome(), stand.relay.url);
    const page = await openConsole(browser);
    await page.bringToFront();
    await page.click({ role: 'button', name: words('console_new') });
    await fillPlan(page, {
      plan_title: 'Does it name a person?',
      plan_instructions: 'Read the article.\n\n- people only, no companies',
      plan_examples: `${stand.site}/news/halden-pike-chief-leaves`,
      plan_ask: 'Does the article name a person?',
      plan_wage: '36',
      plan_seconds: '10',
      plan_tasks: '5',
      plan_least: '1',
      plan_most: '1',
    });
    await page.fill(words('plan_option', 1), 'It does');
    await page.fill(words('plan_option', 2), 'It does not');
    await shows(page, words('cost_needed'));
    await giveMoney(stand.chain, stand.contracts, await accountIn(page), 10_000_000n);
    await page.click({ role: 'button', name: words('purse_again') });
    await page.click({ xpath: '//button[starts-with(., "Lock ") and not(@disabled)]' });
    await shows(page, words('stage_listed_says'), 60_000);

    const labeler = await trip.another();
    await pasteRelay(await labeler.welcome(), stand.relay.url);
    await allowSite(labeler, stand);
    const window = await labeler.openWithPanel(stand.site);
    await join(window.panel, 'Does it name a person?');
    await openOffered(window.page, `${stand.site}/news/quillon-third-quarter`, 'It does');
    await clickAnswer(window.page, 'It does');
    await turnTo(window.panel, 'section_labels');
    await shows(window.panel, words('state_paid_says'), 60_000);
  }));
