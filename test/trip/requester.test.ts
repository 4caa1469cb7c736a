import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportedTruth } from '../../lib/protocol/api/export.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { campaignLink } from '../../lib/protocol/api/routes.ts';
import { giveMoney } from '../stand/give-money.ts';
import { browserNames } from '../stand/open-browser.ts';
import { readCatalogue } from '../stand/read-catalogue.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { accountIn, lockMoney, openConsole, planPersons } from './steps/console.ts';
import { allowSite, joinByLink } from './steps/join.ts';
import { clickAnswer, openOffered } from './steps/label.ts';
import { shows } from './steps/page-text.ts';
import { turnTo } from './steps/panel.ts';
import { takeHome } from './steps/take-home.ts';
import { pasteRelay } from './steps/welcome.ts';
import { words } from './steps/words.ts';

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;

  beforeAll(async () => {
    trip = await startTripStand(name);
  });
  afterAll(() => trip?.stop());

  const listed = async (title: string) =>
    (await readCatalogue(trip.stand.relay.url)).find(({ terms }) => terms.title === title);

  test('a requester goes from an idea to a funded campaign, sees labels come in, and takes the truth home', () =>
    trip.trip(async () => {
      const { stand, browser } = trip;
      const title = 'Does it name a person?';
      const asks = 'Does the article name a person?';
      await pasteRelay(await browser.welcome(), stand.relay.url);
      const page = await openConsole(browser);
      const example = `${stand.site}/news/halden-pike-chief-leaves`;
      // One person alone has nobody to be compared with.
      await planPersons(page, { title, asks, example }, { plan_least: '1', plan_most: '1' });
      await page.find({ role: 'radio', name: 'It does not' });
      await shows(page, words('cost_needed'));
      await giveMoney(stand.chain, stand.contracts, await accountIn(page), 100_000_000n);
      await lockMoney(page);
      const campaign = (await listed(title))?.campaign;

      // Another person follows the campaign's link, without ever having heard of the relay.
      const labeler = await trip.another();
      await allowSite(labeler, stand);
      const link = `${stand.relay.url}${campaignLink(campaign ?? '')}`;
      const window = await joinByLink(name, labeler, link, { title, asks });
      const article = `${stand.site}/news/quillon-third-quarter`;
      await openOffered(window.page, article, 'It does');
      await clickAnswer(window.page, 'It does');
      await turnTo(window.panel, 'section_labels');
      await shows(window.panel, words('state_paid_says'), 60_000);

      await page.bringToFront();
      await shows(page, words('progress_labels', 1, 1, 0), 30_000);
      const { text: lines } = await takeHome(page, trip.downloads, 'truth-jsonl');
      const truth = parseJson(exportedTruth, lines);
      expect(truth).toMatchObject({
        ok: true,
        value: { target: { address: article }, truth: { answer: { chosen: ['it-does'] } } },
      });
    }));

  test('the list of pages can be read from a CSV file, with the answers that are known', () =>
    trip.trip(async () => {
      const { stand, browser, downloads } = trip;
      const articles = ['quillon-third-quarter', 'halden-pike-chief-leaves'].map(
        (name) => `${stand.site}/news/${name}`,
      );
      const file = join(downloads, 'pages.csv');
      await writeFile(file, `note,url,gold\r\n"one, two",${articles[0]},yes\r\n,${articles[1]},\r\n`);
      const page = await openConsole(browser);
      await page.bringToFront();
      await page.click({ role: 'button', name: words('console_new') });
      await page.click({ role: 'radio', name: words('plan_pages_list') });
      await page.choose(words('list_file'), file);
      await shows(page, words('list_pages_many', 2));
      const lines = await page.evaluate(() =>
        [...document.querySelectorAll('textarea')].map(({ value }) => value),
      );
      expect(lines).toContain(articles.join('\n'));
      expect(lines).toContain(`${articles[0]} yes`);
      await writeFile(file, 'url\r\n"never closed');
      await page.choose(words('list_file'), file);
      await shows(page, words('list_broken', 2));
    }));
});
