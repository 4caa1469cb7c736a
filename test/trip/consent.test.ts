import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FirefoxBrowser, openFirefox } from '../stand/firefox-browser.ts';
import { sitePages } from '../stand/site-pages.ts';
import { startTripStandIn, type TripStand } from './stand.ts';
import { exportAll } from './steps/export-all.ts';
import { openCampaign } from './steps/join.ts';
import { clickAnswer, openOffered } from './steps/label.ts';
import { shows } from './steps/page-text.ts';
import { readReceipt } from './steps/panel.ts';
import { until } from './steps/until.ts';
import { pasteRelay } from './steps/welcome.ts';
import { words } from './steps/words.ts';

declare const browser: {
  permissions: { remove(what: { data_collection: string[] }): Promise<boolean> };
};

let trip: TripStand<FirefoxBrowser>;

beforeAll(async () => {
  trip = await startTripStandIn('firefox', openFirefox);
});

afterAll(() => trip?.stop());

test('P2 Firefox asks for site and data in the click that joins; without a yes nothing is joined or sent', () =>
  trip.trip(async () => {
    const { stand, browser: firefox, proxy } = trip;
    const news = stand.samples[0]!;
    await pasteRelay(await firefox.welcome(), stand.relay.url);
    const { page, panel } = await firefox.openWithPanel(stand.site);
    await openCampaign(panel, news.terms.title);

    await panel.click({ role: 'button', name: words('join') });
    const asked = await firefox.answerPrompt(false);
    expect(asked).toContain('sites in localhost');
    for (const what of [
      'browsing activity',
      'website activity',
      'website content',
      'financial and payment information',
    ])
      expect(asked).toContain(what);
    await shows(panel, words('failure_not_granted'));

    await panel.click({ role: 'button', name: words('join') });
    await firefox.answerPrompt(true);
    await shows(panel, words('leave_says'));
    const [article = '', other = ''] = (await sitePages('news')).map((path) => `${stand.site}${path}`);
    await openOffered(page, article, 'Bullish');
    await clickAnswer(page, 'Bullish');
    // As a person does in the settings of the extension, before the undo time is over.
    await panel.evaluate(() => browser.permissions.remove({ data_collection: ['browsingActivity'] }));
    await shows(panel, words('failure_not_consented'));
    expect(proxy.passed.filter(({ url }) => url.endsWith('/v1/batches'))).toEqual([]);
    const { labels } = await exportAll(panel);
    expect(labels.map(({ state }) => state)).toEqual(['queued']);
    await page.goto(article);
    await until(
      'Nothing is offered',
      () => page.overlayTexts(),
      (texts) => texts.length === 0,
    );

    await panel.click({ role: 'button', name: words('grant_again') });
    await firefox.answerPrompt(true);
    await readReceipt(panel);
    await openOffered(page, other, 'Bullish');
  }));
