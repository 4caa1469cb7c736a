import { afterAll, beforeAll, expect, test } from 'vitest';
import { label, openCrowd } from '../stand/crowd.ts';
import { subjects } from '../stand/crowd-terms.ts';
import { openPages } from '../stand/open-pages.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { exportAll } from './steps/export-all.ts';
import { joined } from './steps/joined.ts';
import { clickAnswer, openOffered } from './steps/label.ts';
import { shows } from './steps/page-text.ts';
import { readAlarms, turnTo } from './steps/panel.ts';
import { until } from './steps/until.ts';
import { words } from './steps/words.ts';

const count = 4;
/** What nobody else says of a page. */
const contrary = (path: string) =>
  subjects(path) === 'company'
    ? { option: 'economy', name: 'The economy' }
    : { option: 'company', name: 'A company' };

let trip: TripStand;
beforeAll(async () => {
  trip = await startTripStand('chromium');
});
afterAll(() => trip?.stop());

test('an appeal: a labeler is rejected, presses a button, others label the page again, and the panel says how it ended', () =>
  trip.trip(async () => {
    const { stand, browser } = trip;
    const { chain, contracts, site, relay } = stand;
    const place = { chain, contracts, site, now: Math.floor(Date.now() / 1000) };
    const campaign = await openCrowd(place, relay.url, count);
    const { page, panel } = await joined(stand, browser, campaign.terms.title);
    const open = () => openPages(relay.url, site, campaign);
    const own = async () => (await exportAll(panel)).labels;

    // Against everybody else, on as many pages as make the labels worth nothing.
    for (const address of (await open()).slice(0, 5)) {
      const { name } = contrary(new URL(address).pathname);
      await openOffered(page, address, name);
      await clickAnswer(page, name);
    }
    await until(
      'A label is rejected',
      own,
      (labels) => labels.some(({ state }) => state === 'rejected'),
      60_000,
    );
    await turnTo(panel, 'section_labels');
    await panel.click({ role: 'button', name: words('appeal') });
    await shows(panel, words('appeal_open', '|').split('|')[0]!, 60_000);

    const labeled = new Set((await own()).map(({ label: { target } }) => target.address));
    const [again] = await until(
      'The page is open again',
      async () => (await open()).filter((address) => labeled.has(address)),
      ({ length }) => length === 1,
    );
    // Now five who had not seen it say what the labeler said.
    await label(place, relay.url, campaign, count + 1, (path) =>
      `${site}${path}` === again ? contrary(path).option : undefined,
    );
    await shows(panel, words('appeal_won'), 90_000);
    const won = (await own()).find(({ label: { target } }) => target.address === again);
    expect(won).toMatchObject({ state: 'paid', amount: campaign.terms.price });
    expect(await readAlarms(panel)).toEqual([]);
  }));
