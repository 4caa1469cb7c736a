import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Window } from '../stand/labeler-browser.ts';
import { browserNames } from '../stand/open-browser.ts';
import type { Tab } from '../stand/tab.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { exportAll } from './steps/export-all.ts';
import { joined } from './steps/joined.ts';
import { overlaySays } from './steps/page-text.ts';
import { readAlarms } from './steps/panel.ts';
import { selectWords } from './steps/passage.ts';
import { until } from './steps/until.ts';
import { untilSaved } from './steps/until-saved.ts';
import { words } from './steps/words.ts';

const title = 'Clauses in contracts';
/** The bar, like the card, counts a click only half a second after it came into sight. */
const readingMs = 700;

/** Marks words by the pointer, and gives them a class by a click. */
async function mark(page: Tab, passage: string, name: string): Promise<void> {
  await selectWords(page, passage);
  await page.find({ role: 'button', name });
  await sleep(readingMs);
  await page.click({ role: 'button', name });
  await overlaySays(page, passage);
}

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;
  let window: Window;

  beforeAll(async () => {
    trip = await startTripStand(name);
    window = await joined(trip.stand, trip.browser, title);
  });

  afterAll(() => trip?.stop());

  test('spans: clauses marked by the pointer are one label, received and paid', () =>
    trip.trip(async () => {
      const { page, panel } = window;
      await page.bringToFront();
      await page.goto(`${trip.stand.site}/contracts/storage`);
      await overlaySays(page, words('span_how'));
      await mark(page, 'shall pay 4.20 crowns per pallet and week', 'Obligation');
      await mark(page, 'may inspect the goods', 'Right');
      await mark(page, 'seven days of delivery', 'Term');
      await untilSaved(page, () => page.click({ role: 'button', name: words('save') }));
      await until(
        'It is paid',
        async () => (await exportAll(panel)).labels,
        (all) => all.length === 1 && all.every(({ state }) => state === 'paid'),
        60_000,
      );
      expect(await readAlarms(panel)).toEqual([]);
    }));
});
