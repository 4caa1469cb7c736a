import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, expect, test } from 'vitest';
import { readConfig } from '../../lib/formats/label-studio/read-config.ts';
import { readQuestionSet } from '../../lib/formats/question-set.ts';
import { openChromium } from '../stand/chromium-browser.ts';
import { openFirefox } from '../stand/firefox-browser.ts';
import type { LabelerBrowser } from '../stand/labeler-browser.ts';
import type { Tab } from '../stand/tab.ts';
import { startTripStandIn, type TripStand } from './stand.ts';
import { fillPlan, tabAt } from './steps/console.ts';
import { allowSite } from './steps/join.ts';
import { clickAnswer, openOffered } from './steps/label.ts';
import { shows } from './steps/page-text.ts';
import { takeHome } from './steps/take-home.ts';
import { until } from './steps/until.ts';
import { words } from './steps/words.ts';

declare const chrome: { scripting: { getRegisteredContentScripts(): Promise<unknown[]> } };

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

const title = 'Names in the news';

/** Through the welcome page's door: a question set that lacks nothing but to be made. */
async function writeSet({ stand, browser }: TripStand): Promise<Tab> {
  const welcome = await browser.welcome();
  await welcome.bringToFront();
  await welcome.click({ role: 'button', name: words('set_new') });
  const page = await tabAt(browser, '/console.html');
  await page.bringToFront();
  await fillPlan(page, {
    plan_title: title,
    plan_examples: `${stand.site}/news/quillon-third-quarter`,
    plan_ask: 'Does the article name a person?',
  });
  await page.fill(words('plan_option', 1), 'It does');
  await page.fill(words('plan_option', 2), 'It does not');
  await page.find({ xpath: '//button[contains(@class, "lock") and not(@disabled)]' });
  return page;
}

test('a private question set is made, labeled, taken home, read again and deleted, and nobody is told anything', async () => {
  const trip = await startTripStandIn('chromium', openChromium);
  stop = trip.stop;
  await trip.trip(async () => {
    const { stand, browser, downloads, proxy } = trip;
    const page = await writeSet(trip);
    await allowSite(browser, stand);
    await page.click({ role: 'button', name: words('set_make') });
    await shows(page, words('set_ready'));

    const article = `${stand.site}/news/quillon-third-quarter`;
    const reader = await browser.open(stand.site);
    await openOffered(reader, article, 'It does');
    await clickAnswer(reader, 'It does');
    // It can be changed at any time, also by a background that knows of nothing.
    await browser.killBackground();
    await openOffered(reader, article, 'It does not');
    await clickAnswer(reader, 'It does not');

    await page.bringToFront();
    const file = await takeHome(page, downloads, 'question-set');
    expect(readQuestionSet(file.text)).toMatchObject({
      ok: true,
      value: {
        set: { title },
        labels: [{ target: { address: article }, body: { answer: { chosen: ['it-does-not'] } } }],
      },
    });
    const rows = parse((await takeHome(page, downloads, 'csv')).text, { columns: true });
    expect(rows).toMatchObject([{ address: article, 'answer.answer': 'it-does-not' }]);
    await page.click({ role: 'button', name: words('set_lost_save') });
    const report = await until('The loss report is there', async () =>
      (await readdir(downloads)).find((name) => name.endsWith('.losses.json')),
    );
    expect(await readFile(joinPath(downloads, report), 'utf8')).toContain('target.places');
    const annotations = JSON.parse((await takeHome(page, downloads, 'web-annotation')).text);
    expect(annotations.first.items[0].target).toEqual({ source: article });

    await page.click({ role: 'button', name: words('back') });
    await page.choose(words('set_import'), file.path);
    await shows(page, words('set_export_says'));
    await page.click({ role: 'button', name: words('back') });
    await shows(page, new RegExp(`(${title}.*${words('set_labels_one', 1)}.*){2}`));
    for (let left = 2; left > 0; left -= 1) {
      await page.click({ xpath: `//button[.//*[normalize-space() = "${title}"]]` });
      await page.click({ role: 'button', name: words('set_drop') });
      await page.click({ role: 'button', name: words('set_drop_yes') });
      await shows(page, words('sets_says'));
    }
    const scripts = () => page.evaluate(() => chrome.scripting.getRegisteredContentScripts());
    await until('No overlay is left', scripts, (registered) => registered.length === 0);

    // What is asked can come from Label Studio and go there, without loss.
    const config = joinPath(downloads, 'config.xml');
    await writeFile(
      config,
      '<View><Text name="t" value="$text"/><Header value="Who?"/><Labels name="who" toName="t"><Label value="Person" alias="person" hotkey="p"/></Labels></View>',
    );
    await page.click({ role: 'button', name: words('set_new') });
    await page.choose(words('config_file'), config);
    await shows(page, words('config_asked'));
    await page.click({ role: 'button', name: words('config_save') });
    const written = joinPath(downloads, 'label-studio-config.xml');
    const names = () => readdir(downloads);
    await until('The config is there', names, (all) => all.includes('label-studio-config.xml'));
    const [ours, theirs] = await Promise.all([written, config].map((path) => readFile(path, 'utf8')));
    expect(readConfig(ours!)).toEqual(readConfig(theirs!));

    expect(proxy.passed.map(({ url }) => url)).toContain(article);
    const told = proxy.passed.filter(
      ({ url, method }) => method !== 'GET' || !url.startsWith(`${stand.site}/`),
    );
    expect(told.filter(({ url }) => url.includes('localhost') || url.includes('127.0.0.1'))).toEqual([]);
  });
});

test('Firefox asks for the site and for no consent to send anything', async () => {
  const trip = await startTripStandIn('firefox', openFirefox);
  stop = trip.stop;
  await trip.trip(async () => {
    const { stand, browser: firefox } = trip;
    const page = await writeSet(trip as TripStand<LabelerBrowser>);
    await page.click({ role: 'button', name: words('set_make') });
    const asked = await firefox.answerPrompt(true);
    expect(asked).toContain('sites in localhost');
    expect(asked).not.toMatch(/browsing activity|website content|financial/);
    await shows(page, words('set_ready'));
    const reader = await firefox.open(stand.site);
    await openOffered(reader, `${stand.site}/news/quillon-third-quarter`, 'It does');
    await clickAnswer(reader, 'It does');
    await shows(page, words('set_labels'));
  });
});
