import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { giveMoney } from '../stand/give-money.ts';
import { readCatalogue } from '../stand/read-catalogue.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { accountIn, fillPlan, lockMoney, openConsole } from './steps/console.ts';
import { allowSite } from './steps/join.ts';
import { overlaySays, shows } from './steps/page-text.ts';
import { pickElement } from './steps/pick-element.ts';
import { pasteRelay } from './steps/welcome.ts';
import { words } from './steps/words.ts';

describe.each(['chromium', 'firefox'] as const)('%s', (name) => {
  let trip: TripStand;

  beforeAll(async () => {
    trip = await startTripStand(name);
  });
  afterAll(() => trip?.stop());

  test('elements are picked on the page itself, by pointer and keys', () =>
    trip.trip(async () => {
      const { stand, browser } = trip;
      await pasteRelay(await browser.welcome(), stand.relay.url);
      await allowSite(browser, stand);
      const posts = await browser.open(`${stand.site}/posts`);
      const page = await openConsole(browser);
      await page.bringToFront();
      await page.click({ role: 'button', name: words('console_new') });
      await fillPlan(page, { plan_title: 'Rude posts', plan_examples: `${stand.site}/posts` });
      await page.click({ role: 'radio', name: words('plan_unit_element') });
      await page.click({ role: 'button', name: words('plan_pick') });
      await overlaySays(posts, words('picker_says'));
      await pickElement(posts, '(//article[@data-post-id])[2]//p');
      await posts.click({ role: 'button', name: words('picker_other') });
      await posts.press('ArrowUp');
      await posts.press('Enter');
      await posts.click({ role: 'button', name: words('picker_use') });
      await page.bringToFront();
      await shows(page, words('plan_seen_many', 12, new URL(stand.site).host));
      await fillPlan(page, { plan_ask: 'Is this post rude?', plan_wage: '36', plan_tasks: '12' });
      await page.fill(words('plan_option', 1), 'Rude');
      await page.fill(words('plan_option', 2), 'Not rude');
      await shows(page, words('cost_needed'));
      await giveMoney(stand.chain, stand.contracts, await accountIn(page), 100_000_000n);
      await lockMoney(page);
      const listed = (await readCatalogue(stand.relay.url)).find(({ terms }) => terms.title === 'Rude posts');
      expect(listed?.terms.targets).toEqual({
        unit: 'element',
        selector: 'article.post',
        key: 'data-post-id',
      });
    }));
});
