import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCrowd } from '../stand/crowd.ts';
import { subjects } from '../stand/crowd-terms.ts';
import { browserNames } from '../stand/open-browser.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { exportAll } from './steps/export-all.ts';
import { joined } from './steps/joined.ts';
import { clickAnswer, openOffered } from './steps/label.ts';
import { openArticle } from './steps/open-article.ts';
import { shows } from './steps/page-text.ts';
import { readAlarms, turnTo } from './steps/panel.ts';
import { until } from './steps/until.ts';
import { wordsPattern } from './steps/words.ts';

const names = { company: 'A company', court: 'A court', economy: 'The economy' };

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;

  beforeAll(async () => {
    trip = await startTripStand(name);
  });

  afterAll(() => trip?.stop());

  test('P11 a label among others: settled by all of them, paid by agreement, computed again, and said in a sentence', () =>
    trip.trip(async () => {
      const { stand, browser } = trip;
      const { chain, contracts, site, relay } = stand;
      const now = Math.floor(Date.now() / 1000);
      const campaign = await openCrowd({ chain, contracts, site, now }, relay.url, 4);
      const { page, panel } = await joined(stand, browser, campaign.terms.title);
      for (let n = 0; n < 3; n++) {
        const address = await openArticle(stand, campaign);
        const answer = names[subjects(new URL(address).pathname)];
        await openOffered(page, address, answer);
        await clickAnswer(page, answer);
        await until(
          'The page is full',
          () => openArticle(stand, campaign),
          (next) => next !== address,
        );
      }
      const labels = await until(
        'All three are paid',
        async () => (await exportAll(panel)).labels.filter(({ state }) => state === 'paid'),
        (paid) => paid.length === 3,
        60_000,
      );
      for (const { amount } of labels) {
        expect(BigInt(amount ?? 0)).toBeGreaterThan(0n);
        expect(BigInt(amount ?? 0)).toBeLessThan(BigInt(campaign.terms.price));
      }
      await turnTo(panel, 'section_labels');
      await shows(panel, wordsPattern('work_paid'));
      expect(await readAlarms(panel)).toEqual([]);
    }));
});
