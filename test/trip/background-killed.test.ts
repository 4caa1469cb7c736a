import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Passed } from '../stand/browser-proxy.ts';
import type { Window } from '../stand/labeler-browser.ts';
import { browserNames } from '../stand/open-browser.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { exportAll } from './steps/export-all.ts';
import { joined } from './steps/joined.ts';
import { clickAnswer, openOffered } from './steps/label.ts';
import { openArticle } from './steps/open-article.ts';
import { until } from './steps/until.ts';

const isBatch = ({ method, url }: Passed) => method === 'POST' && url.endsWith('/v1/batches');

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;
  let window: Window;

  beforeAll(async () => {
    trip = await startTripStand(name);
    await trip.trip(async () => {
      window = await joined(trip.stand, trip.browser, trip.stand.samples[0]!.terms.title);
    });
  });

  afterAll(() => trip?.stop());

  const kill = () => trip.browser.killBackground();

  async function labelNext(answer: string): Promise<void> {
    const { stand } = trip;
    await openOffered(window.page, await openArticle(stand, stand.samples[0]!), answer);
    await clickAnswer(window.page, answer);
  }

  /** Batches with receipts, by the labeler's own export. */
  const answered = async () =>
    (await exportAll(window.panel)).batches.filter(({ answer }) => answer !== null);

  test('P3 killed right after “saved”: the label is there, and leaves by itself', () =>
    trip.trip(async () => {
      await labelNext('Bullish');
      expect(await kill()).toBe(true);
      const { labels } = await exportAll(window.panel);
      // Where the machine is busy, it may have left the queue by now.
      expect(labels).toHaveLength(1);
      await kill();
      // Nobody touches the extension now: only its alarm can send.
      await until('The batch leaves', async () => trip.proxy.passed.find(isBatch));
      await until('The receipt is kept', answered, (batches) => batches.length === 1);
    }));

  test(
    'P3 killed between the request and the receipt: the same batch again, one receipt',
    () =>
      trip.trip(async () => {
        const hold = trip.proxy.hold(isBatch);
        await labelNext('Neutral');
        const first = await hold.caught;
        expect(await kill()).toBe(true);
        hold.release();
        const sent = () => trip.proxy.passed.filter(({ body }) => body === first.body);
        await until('The batch leaves again', async () => sent()[1]?.answer, undefined, 90_000);
        const [one, two] = sent();
        expect(two?.answer).toEqual(one?.answer);
        await until('The receipt is kept', answered, (batches) => batches.length === 2);
      }),
    120_000,
  );

  test('the same batch twice gets the same receipt, byte for byte', () =>
    trip.trip(async () => {
      const sent = trip.proxy.passed.find(isBatch);
      if (sent?.answer === undefined) throw new Error('No batch was answered');
      for (let times = 2; times > 0; times -= 1) {
        const again = await fetch(sent.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: sent.body,
        });
        expect({ status: again.status, body: await again.text() }).toEqual(sent.answer);
      }
    }));
});
