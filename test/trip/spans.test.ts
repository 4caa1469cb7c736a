import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { body as bodySchema } from '../../lib/protocol/question/body.ts';
import { lettersOf, quoteAt } from '../../lib/protocol/target/places.ts';
import type { Window } from '../stand/labeler-browser.ts';
import { browserNames } from '../stand/open-browser.ts';
import type { Tab } from '../stand/tab.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { exportAll } from './steps/export-all.ts';
import { joined } from './steps/joined.ts';
import { tabTo } from './steps/keys.ts';
import { overlaySays, shows } from './steps/page-text.ts';
import { readAlarms, turnTo } from './steps/panel.ts';
import { clickInBar, clickWords, isMarked, mark } from './steps/passage.ts';
import { until } from './steps/until.ts';
import { untilSaved } from './steps/until-saved.ts';
import { words } from './steps/words.ts';

const title = 'Clauses in contracts';
const inHand = (page: Tab, passage: string) =>
  page.find({ role: 'toolbar', name: words('span_mark', passage) });

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;
  let window: Window;

  beforeAll(async () => {
    trip = await startTripStand(name);
    await trip.trip(async () => {
      window = await joined(trip.stand, trip.browser, title);
    });
  });

  afterAll(() => trip?.stop());

  const open = async (path: string) => {
    const { page } = window;
    await page.bringToFront();
    await page.goto(`${trip.stand.site}${path}`);
    return page;
  };
  /** What was marked on a page and sent: class and words of each span, in order. */
  const sentOf = async (path: string) => {
    const { batches } = await exportAll(window.panel);
    const labels = batches.flatMap(({ request }) => request.labels);
    return labels
      .filter(({ target }) => target.address.endsWith(path))
      .map(({ target, body }) => {
        const places = target.unit === 'selection' ? target.places : [];
        const answer = v.parse(bodySchema, body).clauses;
        const spans = answer?.kind === 'span' ? answer.spans : [];
        return spans.map((span) => {
          const place = places.find(
            (one) => lettersOf(one).start === span.start && lettersOf(one).end === span.end,
          );
          return `${span.class}: ${place === undefined ? '?' : quoteAt(place)}`;
        });
      });
  };
  const allPaid = (count: number) =>
    until(
      'It is paid',
      async () => (await exportAll(window.panel)).labels,
      (all) => all.length === count && all.every(({ state }) => state === 'paid'),
      60_000,
    );

  test('spans: clauses marked by the pointer are one label, received and paid', () =>
    trip.trip(async () => {
      const page = await open('/contracts/storage');
      await overlaySays(page, words('span_how'));
      await mark(page, 'shall pay 4.20 crowns per pallet and week', 'Obligation');
      await mark(page, 'may inspect the goods', 'Right');
      await mark(page, 'seven days of delivery', 'Term');
      await mark(page, 'may keep goods until all', 'Obligation');

      // One has the wrong class: it is mended in the bar.
      await clickWords(page, 'may keep goods');
      await clickInBar(page, 'Right');
      // And its end is too early: a button of the bar moves it by a word.
      await clickWords(page, 'may keep goods');
      await clickInBar(page, words('span_end_forth'), (there) =>
        isMarked(there, 'may keep goods until all charges'),
      );

      await untilSaved(page, () => page.click({ role: 'button', name: words('save') }));
      await allPaid(1);
      expect(await sentOf('/contracts/storage')).toEqual([
        [
          'right: may inspect the goods',
          'obligation: shall pay 4.20 crowns per pallet and week',
          'term: seven days of delivery',
          'right: may keep goods until all charges',
        ],
      ]);
      expect(await readAlarms(window.panel)).toEqual([]);
    }));

  test('spans: on the changed page they are found again, and one that is gone is said to be gone', () =>
    trip.trip(async () => {
      const { panel } = window;
      await turnTo(panel, 'section_here');
      const page = await open('/contracts/storage?edition=2');
      const quote = 'may keep goods until all charges';
      await shows(panel, words('span_gone'));
      const told = await panel.evaluate(() =>
        [...document.querySelectorAll('.passage-item')].map((item) => [
          item.querySelector('q')?.textContent ?? '',
          item.querySelector('.standing')?.textContent ?? '',
        ]),
      );
      expect(told).toEqual([
        ['may inspect the goods', ''],
        ['shall pay 4.20 crowns per pallet and week', ''],
        ['seven days of delivery', ''],
        [quote, words('span_gone')],
      ]);

      // The panel leads to one that is there.
      await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
      await panel.evaluate(
        (name) => {
          document.querySelector<HTMLElement>(`button[aria-label="${name}"]`)?.click();
        },
        words('span_show', 'seven days of delivery'),
      );
      await until(
        'The passage is in view',
        () =>
          page.evaluate(() => {
            const seen = [...document.querySelectorAll('em')]
              .find(({ textContent }) => textContent === 'within seven days')
              ?.getBoundingClientRect();
            return seen !== undefined && seen.top > 0 && seen.bottom < innerHeight;
          }),
        Boolean,
      );
    }));

  test('spans by keyboard alone: sentences and words, stretched and shrunk, given, taken away, saved', () =>
    trip.trip(async () => {
      const page = await open('/contracts/delivery');
      await tabTo(page, 'button', words('labeling_start'));
      await page.press('Enter');
      await overlaySays(page, words('labeling_on'));
      const sentence = 'The carrier delivers each load within the agreed window.';
      for (let presses = 0; ; presses += 1) {
        await page.press('ArrowDown');
        const texts = await until(
          'Something is in hand',
          () => page.overlayTexts(),
          (all) => all.includes('Obligation'),
        );
        if (texts.includes(sentence)) break;
        if (presses > 12) throw new Error(`The keys did not come to “${sentence}”`);
        await sleep(50);
      }
      await inHand(page, sentence);
      await page.press(',');
      await inHand(page, sentence.slice(0, -1));
      await give(page, '1', sentence.slice(0, -1));

      await page.press('ArrowRight');
      await inHand(page, 'The');
      for (const part of ['The customer', 'The customer may', 'The customer may refuse']) {
        await page.press('ArrowRight', 'Shift');
        await inHand(page, part);
      }
      await page.press('Home');
      await page.press('ArrowRight', 'Shift');
      await page.press('ArrowRight', 'Shift');
      await inHand(page, 'may refuse');
      await give(page, '2', 'may refuse');
      await page.press('ArrowRight');
      await inHand(page, 'a');
      await give(page, 't', 'a');

      // The last one was too much: back to it and away with it.
      await page.press('k');
      await page.press('j');
      await page.find({ role: 'toolbar', name: words('span_marked', 'a') });
      await page.press('Delete');
      await untilSaved(page, () => page.press('Enter'));
      await allPaid(2);
      expect(await sentOf('/contracts/delivery')).toEqual([
        ['obligation: The carrier delivers each load within the agreed window', 'right: may refuse'],
      ]);
    }));
});

/** Presses a key that gives a class, and again where the card asked for it. */
async function give(page: Tab, key: '1' | '2' | 't', passage: string): Promise<void> {
  for (let times = 3; times > 0; times -= 1) {
    await sleep(700);
    await page.press(key);
    if (await isMarked(page, passage)) return;
  }
  throw new Error(`“${key}” did not mark “${passage}”`);
}
