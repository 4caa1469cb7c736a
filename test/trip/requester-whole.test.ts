import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ExportFormat, exportedLabel, exportedTruth } from '../../lib/protocol/api/export.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { campaignLink } from '../../lib/protocol/api/routes.ts';
import { type ChromiumBrowser, openChromium } from '../stand/chromium-browser.ts';
import { giveMoney } from '../stand/give-money.ts';
import type { Window } from '../stand/labeler-browser.ts';
import { readCatalogue } from '../stand/read-catalogue.ts';
import type { Tab } from '../stand/tab.ts';
import { askDuckDb } from '../unit/formats/duckdb.ts';
import { expandAnnotations } from '../unit/formats/expand-annotations.ts';
import { readsLabelStudio } from '../unit/formats/reads-label-studio.ts';
import { startTripStandIn, type TripStand } from './stand.ts';
import { accountIn, lockMoney, openConsole, planPersons, tabAt, tabsAt } from './steps/console.ts';
import { allowSite, joinByLink } from './steps/join.ts';
import { clickAnswer, openOffered } from './steps/label.ts';
import { overlaySays, shows } from './steps/page-text.ts';
import { takeHome } from './steps/take-home.ts';
import { timePasses } from './steps/time-passes.ts';
import { until } from './steps/until.ts';
import { pasteRelay } from './steps/welcome.ts';
import { words } from './steps/words.ts';

const day = 86_400;
const title = 'Does it name a person?';
const asks = 'Does the article name a person?';
const articles = ['/news/quillon-third-quarter', '/news/halden-pike-chief-leaves'];
/** Stands as an example, so nobody is asked about it. */
const shown = '/news/ambrel-trial-results';
const note = 'A spokesman without a name is nobody.';
const answers = ['It does', 'It does', 'It does not'];

let trip: TripStand<ChromiumBrowser>;

beforeAll(async () => {
  trip = await startTripStandIn('chromium', openChromium);
});
afterAll(() => trip?.stop());

/** Labels a page in the overlay that labelers will have, badly and well, and keeps both as examples. */
async function makeExamples(page: Tab): Promise<void> {
  const { stand, browser } = trip;
  await allowSite(browser, stand);
  await page.click({ role: 'button', name: words('plan_label_page') });
  const reader = await tabAt(browser, shown);
  await reader.bringToFront();
  await clickAnswer(reader, 'It does');
  await page.bringToFront();
  await page.click({ role: 'button', name: words('plan_take_bad') });
  await shows(page, words('fault_example_unsaid', 1));
  await page.fill(words('plan_example_note'), note);
  await reader.bringToFront();
  await clickAnswer(reader, 'It does not');
  await page.bringToFront();
  await page.click({ role: 'button', name: words('plan_take_good') });
  await page.find({ role: 'button', name: words('plan_example_up_of', 2) });
  await reader.close();
}

/** What the first of them is shown, before joining and while labeling. */
async function readExamples({ page, panel }: Window): Promise<void> {
  for (const text of [words('example_good'), words('example_bad'), note]) await shows(panel, text);
  await openOffered(page, `${trip.stand.site}${articles[0]}`, 'It does');
  await page.click({ role: 'button', name: words('guide_open') });
  await overlaySays(page, note);
  const texts = await page.overlayTexts();
  expect(texts).toEqual(expect.arrayContaining([words('example_good'), words('example_bad')]));
  await page.click({ role: 'button', name: words('guide_close') });
  await page.goto(`${trip.stand.site}${shown}`);
}

/** Three people, each with a profile of their own, label both articles. */
async function threeLabel(link: string): Promise<void> {
  const { stand } = trip;
  for (const [at, answer] of answers.entries()) {
    const labeler = await trip.another(`labeler-${at}`);
    await allowSite(labeler, stand);
    const window = await joinByLink('chromium', labeler, link, { title, asks });
    const { page } = window;
    if (at === 0) await readExamples(window);
    for (const article of articles) {
      await openOffered(page, `${stand.site}${article}`, answer);
      await clickAnswer(page, answer);
    }
  }
}

/** Opens a contested task from the console: its page has what the others said, and Escape takes it away. */
async function seeContested(page: Tab): Promise<void> {
  const { stand, browser } = trip;
  await allowSite(browser, stand);
  const before = (await tabsAt(browser, articles[0]!)).length;
  await page.click({
    xpath: `//table[.//caption[.="${words('tasks_contested')}"]]//button[contains(., "${articles[0]}")]`,
  });
  const article = await tabAt(browser, articles[0]!, before);
  await overlaySays(article, words('task_labels_many', 3));
  await overlaySays(article, words('task_truth'));
  const said = ['It does', '1', '2', words('task_truth'), 'It does not', '3'];
  const texts = await article.overlayTexts();
  expect(texts.filter((text) => said.includes(text)).slice(0, said.length)).toEqual(said);
  await article.press('Escape');
  await until(
    'Nothing of it is left',
    () => article.overlayTexts(),
    (left) => left.length === 0,
  );
  await page.bringToFront();
}

describe('a campaign’s whole life in the console', () => {
  test('written with labels that it shows, funded, labeled by three others, watched, taken home in every format, closed, and the rest taken back', () =>
    trip.trip(async () => {
      const { stand, browser, downloads } = trip;
      await pasteRelay(await browser.welcome(), stand.relay.url);
      const page = await openConsole(browser);
      const times = { plan_days: '1', plan_accept_by: '1' };
      await planPersons(
        page,
        { title, asks, example: `${stand.site}${shown}` },
        { plan_least: '3', plan_most: '3', ...times },
      );
      await makeExamples(page);
      await giveMoney(stand.chain, stand.contracts, await accountIn(page), 100_000_000n);
      await lockMoney(page);
      const listed = (await readCatalogue(stand.relay.url)).find(({ terms }) => terms.title === title);
      await threeLabel(`${stand.relay.url}${campaignLink(listed?.campaign ?? '')}`);

      await page.bringToFront();
      await shows(page, words('progress_labels', 6, 6, 0), 60_000);
      await seeContested(page);
      const home = async (format: ExportFormat) => (await takeHome(page, downloads, format)).text;
      const lines = async (format: ExportFormat) => (await home(format)).trim().split('\n');
      const labels = await lines('jsonl');
      const truths = await lines('truth-jsonl');
      expect(labels.map((line) => parseJson(exportedLabel, line).ok)).toEqual(Array(6).fill(true));
      expect(truths.map((line) => parseJson(exportedTruth, line).ok)).toEqual([true, true]);
      const files = {
        'labels.jsonl': labels.join('\n'),
        'labels.csv': await home('csv'),
        'truth.csv': await home('truth-csv'),
      };
      const same = `select c."answer.answer", count(*)::int from read_csv('FILE:labels.csv') c
        join read_json('FILE:labels.jsonl') j using (leaf) group by 1 order by 1`;
      expect(await askDuckDb(files, same)).toEqual([
        ['it-does', 4],
        ['it-does-not', 2],
      ]);
      expect(await askDuckDb(files, "select count(*)::int from read_csv('FILE:truth.csv')")).toEqual([[2]]);
      expect((await lines('csv-side-car')).length).toBe(6);
      const tasks = JSON.parse(await home('label-studio'));
      expect([readsLabelStudio(tasks), readsLabelStudio.errors]).toEqual([true, null]);
      const expanded = JSON.stringify(await expandAnnotations(JSON.parse(await home('web-annotation'))));
      expect(expanded.match(/"http:\/\/www\.w3\.org\/ns\/oa#Annotation"/g)).toHaveLength(6);

      await timePasses(stand, browser, day + 60);
      await shows(page, words('campaign_final'), 60_000);
      await page.click({ role: 'button', name: words('rest_take') });
      await shows(page, words('campaign_refunded'), 60_000);
    }));
});
