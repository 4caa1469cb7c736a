import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { campaignLink } from '../../lib/protocol/api/routes.ts';
import { giveMoney } from '../stand/give-money.ts';
import type { BrowserName } from '../stand/labeler-browser.ts';
import { readCatalogue } from '../stand/read-catalogue.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { accountIn, fillPlan, lockMoney, openConsole, tabAt, tabsAt } from './steps/console.ts';
import { allowSite, joinByLink } from './steps/join.ts';
import { overlaySays, shows } from './steps/page-text.ts';
import { mark } from './steps/passage.ts';
import { until } from './steps/until.ts';
import { untilSaved } from './steps/until-saved.ts';
import { pasteRelay } from './steps/welcome.ts';
import { words } from './steps/words.ts';

const path = '/contracts/storage';
const title = words('kit_clauses');
const asks = 'Which passages are clauses of these kinds?';
const [term, liability] = ['Term and termination', 'Limit of liability'];
const [rent, days, inspects] = [
  'shall pay 4.20 crowns per pallet and week',
  'seven days of delivery',
  'may inspect the goods',
];

/** Two people, each with a profile of their own, mark passages of one contract. */
async function twoMark(name: BrowserName, { stand, another }: TripStand, link: string): Promise<void> {
  const all: [passage: string, name: string][][] = [
    [
      [rent, liability],
      [days, term],
    ],
    [
      [rent, liability],
      [inspects, term],
    ],
  ];
  for (const [at, passages] of all.entries()) {
    const labeler = await another(`labeler-${at}`);
    await allowSite(labeler, stand);
    const { page } = await joinByLink(name, labeler, link, { title, asks });
    await page.bringToFront();
    await page.goto(`${stand.site}${path}`);
    await overlaySays(page, words('span_how'));
    for (const [passage, name] of passages) await mark(page, passage, name);
    await untilSaved(page, () => page.click({ role: 'button', name: words('save') }));
  }
}

describe.each(['chromium', 'firefox'] as const)('%s', (name) => {
  let trip: TripStand;

  beforeAll(async () => {
    trip = await startTripStand(name);
  });
  afterAll(() => trip?.stop());

  test('what two have marked stands in the page that the console opens, each with who marked it', () =>
    trip.trip(async () => {
      const { stand, browser } = trip;
      await pasteRelay(await browser.welcome(), stand.relay.url);
      const page = await openConsole(browser);
      await page.bringToFront();
      await page.click({ role: 'button', name: title });
      await fillPlan(page, {
        plan_examples: `${stand.site}${path}`,
        plan_wage: '36',
        plan_seconds: '10',
        plan_tasks: '5',
        plan_least: '2',
        plan_most: '2',
      });
      await page.click({ role: 'radio', name: words('pay_flat') });
      await giveMoney(stand.chain, stand.contracts, await accountIn(page), 100_000_000n);
      await lockMoney(page);
      const listed = (await readCatalogue(stand.relay.url)).find(
        ({ terms }) => terms.questions[0]?.ask === asks,
      );
      await twoMark(name, trip, `${stand.relay.url}${campaignLink(listed?.campaign ?? '')}`);

      await page.bringToFront();
      await shows(page, words('progress_labels', 2, 2, 0), 60_000);
      await allowSite(browser, stand);
      const before = (await tabsAt(browser, path)).length;
      await page.click({ xpath: `//table[.//caption[.="${words('tasks_contested')}"]]//button` });
      const contract = await tabAt(browser, path, before);
      await overlaySays(contract, words('task_labels_many', 2));
      // Above the words, in the page.
      for (const tag of [`1 2 ${liability}`, `1 ${term}`, `2 ${term}`]) await overlaySays(contract, tag);
      const texts = await contract.overlayTexts();
      for (const passage of [rent, days, inspects]) expect(texts).toContain(passage);
      await contract.click({ role: 'button', name: words('task_close') });
      await until(
        'Nothing of it is left',
        () => contract.overlayTexts(),
        (left) => left.length === 0,
      );
    }));
});
