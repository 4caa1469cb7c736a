import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex } from '../../lib/protocol/ledger/bytes.ts';
import { browserNames } from '../stand/open-browser.ts';
import { fund, list, type OwnCampaign } from '../stand/open-campaign.ts';
import { sitePages } from '../stand/site-pages.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { exportAll } from './steps/export-all.ts';
import { joined } from './steps/joined.ts';
import { clickAnswer, openOffered } from './steps/label.ts';
import { shows } from './steps/page-text.ts';
import { turnTo } from './steps/panel.ts';
import { words } from './steps/words.ts';

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;
  let poor: OwnCampaign;

  beforeAll(async () => {
    trip = await startTripStand(name);
    const { stand } = trip;
    const terms = { ...stand.samples[0]!.terms, title: 'Money for one' };
    poor = { salt: bytesToHex(crypto.getRandomValues(new Uint8Array(32))), terms };
    // Less 5 % for appeals, 0.256500 can be promised: one label at 0.25.
    await fund(stand.chain, poor, 270_000n);
    await list(stand.relay.url, poor);
  });

  afterAll(() => trip?.stop());

  test('a label that the campaign can not pay is refused, and the panel says why', () =>
    trip.trip(async () => {
      const { stand, browser } = trip;
      const { page, panel } = await joined(stand, browser, poor.terms.title);
      for (const path of (await sitePages('news')).slice(0, 2)) {
        await openOffered(page, `${stand.site}${path}`, 'Neutral');
        await clickAnswer(page, 'Neutral');
      }
      await turnTo(panel, 'section_labels');
      await shows(panel, words('state_refused_says'));
      await shows(panel, words('reason_budget_exhausted'));
      // The other one was received, and is soon paid.
      const { labels } = await exportAll(panel);
      const states = labels.filter(({ batch }) => batch !== null).map(({ state }) => state);
      expect(states.toSorted()).toEqual([expect.stringMatching(/^(paid|received)$/), 'refused']);
    }));
});
