import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNames } from '../stand/open-browser.ts';
import { clickToClaim } from './click-to-claim.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { makeSteps } from './steps/steps.ts';

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;

  beforeAll(async () => {
    trip = await startTripStand(name);
  });

  afterAll(() => trip?.stop());

  test('one click in a web page becomes a reward claimed on chain', () =>
    trip.trip(async () => {
      const report = await clickToClaim(
        trip.stand,
        trip.browser,
        makeSteps(() => {}),
      );
      const [news] = trip.stand.samples;
      expect(report.credited).toBe(news?.terms.price);
      expect(report.balanceBefore).toBe('0');
      expect(report.balanceAfter).toBe(report.credited);
      expect(report.receipt.amount).toBe(report.credited);
    }));
});
