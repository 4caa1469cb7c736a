import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex } from '../../lib/protocol/ledger/bytes.ts';
import { textKey } from '../../lib/protocol/signed/text-key.ts';
import { isChromiumTab } from '../stand/chromium-tab.ts';
import type { Window } from '../stand/labeler-browser.ts';
import { browserNames } from '../stand/open-browser.ts';
import { fund, list, type OwnCampaign } from '../stand/open-campaign.ts';
import type { Tab } from '../stand/tab.ts';
import { startTripStand, type TripStand } from './stand.ts';
import { chipName, labelChip } from './steps/chip.ts';
import { exportAll } from './steps/export-all.ts';
import { clickInFrame, frameAt } from './steps/frame.ts';
import { join } from './steps/join.ts';
import { joined } from './steps/joined.ts';
import { overlaySays } from './steps/page-text.ts';
import { readAlarms } from './steps/panel.ts';
import { until } from './steps/until.ts';
import { untilSaved } from './steps/until-saved.ts';
import { words } from './steps/words.ts';

const title = 'Tone of posts';

/** Texts of the posts that the page has now, by their keys. */
const postsOf = (page: Tab): Promise<Record<string, string>> =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>('article.post')].map((post) => [
        post.dataset.postId ?? '',
        [...post.querySelectorAll('header > *, p')]
          .map(({ textContent }) => (textContent ?? '').replace(/\s+/g, ' ').trim())
          .join(' '),
      ]),
    ),
  );

const offers = (page: Tab, text: string) => page.find({ role: 'button', name: chipName(title, text) });
const shows = (page: Tab, text: string, said: string) =>
  page.find({ role: 'button', name: chipName(title, text, said) });
const scrollFeed = (page: Tab, to: 'away' | 'back') =>
  to === 'away'
    ? page.evaluate(() => document.getElementById('feed')?.scrollTo({ top: 2_600 }))
    : page.evaluate(() => document.getElementById('feed')?.scrollTo({ top: 0 }));

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;
  let window: Window;

  beforeAll(async () => {
    trip = await startTripStand(name);
    const { stand, browser } = trip;
    const [, posts] = stand.samples;
    const targets = { unit: 'element', selector: 'article.post > p' } as const;
    const salt = bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
    const texts: OwnCampaign = { salt, terms: { ...posts!.terms, title: 'What posts say', targets } };
    await fund(stand.chain, texts, 100_000_000n);
    await list(stand.relay.url, texts);
    window = await joined(stand, browser, title);
  });

  afterAll(() => trip?.stop());

  const open = async (path: string) => {
    const { page } = window;
    await page.bringToFront();
    await page.goto(`${trip.stand.site}${path}`);
    return page;
  };

  test('chips: two posts labeled, one by click and one by key, are received and paid', () =>
    trip.trip(async () => {
      const page = await open('/posts');
      const posts = await postsOf(page);
      const [first = '', second = '', third = ''] = Object.values(posts);
      await offers(page, first);
      await labelChip(page, chipName(title, first), 'Hopeful');
      await shows(page, first, 'Hopeful');

      await page.click({ role: 'button', name: words('overlay_unfold') });
      await page.click({ role: 'button', name: words('labeling_start') });
      await overlaySays(page, words('labeling_on'));
      await until(
        'The keys are at a chip',
        async () => page.hasFocus({ role: 'button', name: chipName(title, first, 'Hopeful') }),
        Boolean,
      );
      await page.press('ArrowDown');
      await until(
        'The keys went on',
        async () => page.hasFocus({ role: 'button', name: chipName(title, second) }),
        Boolean,
      );
      await untilSaved(page, () => page.press('3'), words('chip_before', 'Angry'));
      await until(
        'The keys went on',
        async () => page.hasFocus({ role: 'button', name: chipName(title, third) }),
        Boolean,
      );
      await shows(page, second, 'Angry');
      await page.press('Escape');
      await until(
        'Labeling mode is left',
        () => page.overlayTexts(),
        (texts) => !texts.includes(words('labeling_on')),
      );

      await until(
        'Both are paid',
        async () => (await exportAll(window.panel)).labels,
        (all) => all.length === 2 && all.every(({ state }) => state === 'paid'),
        60_000,
      );
      const [firstKey, secondKey] = Object.keys(posts);
      const { batches } = await exportAll(window.panel);
      const targets = batches.flatMap(({ request }) => request.labels.map(({ target }) => target));
      const common = { unit: 'element', address: `${trip.stand.site}/posts` };
      expect(targets.toSorted((a, b) => (a.unitKey < b.unitKey ? -1 : 1))).toEqual([
        { ...common, unitKey: firstKey, quote: first },
        { ...common, unitKey: secondKey, quote: second },
      ]);
      expect(await readAlarms(window.panel)).toEqual([]);
    }));

  test('a chip by keyboard alone: from it Tab goes on into what it has opened', () =>
    trip.trip(async () => {
      const page = await open('/live/feed');
      const texts = Object.values(await postsOf(page));
      await offers(page, texts[1] ?? '');
      // Of all chips Tab reaches one.
      const isOnChip = async () => {
        await page.press('Tab');
        for (const text of texts)
          if (await page.hasFocus({ role: 'button', name: chipName(title, text) })) return true;
        return false;
      };
      await until('Tab reaches a chip', isOnChip, Boolean);
      // First comes what is to be read, where there is something.
      const first = { role: 'radio', name: 'Hopeful' };
      for (let presses = 0; presses < 3 && !(await page.hasFocus(first)); presses += 1)
        await page.press('Tab');
      expect(await page.hasFocus(first)).toBe(true);
    }));

  test('chips in a list that uses its nodes again: an answer stays with its post, never with its node', () =>
    trip.trip(async () => {
      const page = await open('/live/feed');
      const [, top = ''] = Object.values(await postsOf(page));
      await offers(page, top);
      await scrollFeed(page, 'away');
      const far = await until('The list has moved on', async () =>
        Object.values(await postsOf(page)).find((text) => text.includes('No. 22:')),
      );
      await labelChip(page, chipName(title, far), 'Mixed');
      await shows(page, far, 'Mixed');
      await scrollFeed(page, 'back');
      await offers(page, top);
      const saidOf = (texts: string[]) => texts.filter((text) => text === 'Mixed');
      await until(
        'Nobody else has the answer',
        () => page.overlayTexts(),
        (texts) => saidOf(texts).length === 0,
      );
      await scrollFeed(page, 'away');
      await shows(page, far, 'Mixed');
      expect(saidOf(await page.overlayTexts())).toHaveLength(1);

      // The list moves on while a chip is open: it closes, because its node is another post's now.
      await scrollFeed(page, 'back');
      await page.click({ role: 'button', name: chipName(title, top) });
      await page.find({ role: 'radio', name: 'Angry' });
      await scrollFeed(page, 'away');
      await until(
        'It is closed',
        () => page.overlayTexts(),
        (texts) => !texts.includes('Angry'),
      );
    }));

  test('chips in a list that is drawn anew all the time: the open one stays, and can be answered', () =>
    trip.trip(async () => {
      const page = await open('/live/board');
      const [, second = ''] = Object.values(await postsOf(page));
      await labelChip(page, chipName(title, second), 'Hopeful');
      await shows(page, second, 'Hopeful');
    }));

  test('chips in open shadow trees: of an element that the page defines late, and of one in that', () =>
    trip.trip(async () => {
      const page = await open('/live/parts');
      const textOf = (index: number) =>
        until('The post is there', () =>
          page.evaluate((at) => {
            const list = document.querySelector('post-list')?.shadowRoot;
            const tree = at === 2 ? list?.querySelector('post-frame')?.shadowRoot : list;
            const posts = tree?.querySelectorAll('article.post') ?? [];
            const parts = [...(posts[at === 2 ? 0 : at]?.querySelectorAll('b, p') ?? [])];
            return parts.map(({ textContent }) => textContent).join(' ') || undefined;
          }, index),
        );
      for (const [index, answer] of ['Hopeful', 'Mixed', 'Angry'].entries()) {
        const text = await textOf(index);
        await labelChip(page, chipName(title, text), answer);
        await shows(page, text, answer);
      }
    }));

  // In Firefox a frame has no card: nothing tells whether it is seen.
  test.runIf(name === 'chromium')('chips in a frame of the same site: an answer given in it is kept', () =>
    trip.trip(async () => {
      const page = await open('/live/framed');
      if (!isChromiumTab(page)) throw new Error('no tab of Chromium');
      const frame = await frameAt(page, `${trip.stand.site}/posts`);
      const text = await frame.evaluate(() =>
        [...(document.querySelectorAll('article.post')[2]?.querySelectorAll('header > *, p') ?? [])]
          .map(({ textContent }) => (textContent ?? '').replace(/\s+/g, ' ').trim())
          .join(' '),
      );
      const has = async (role: string, wanted: string) =>
        (await frame.$(`aria/${wanted}[role="${role}"]`)) !== null;
      const chip = chipName(title, text);
      await clickInFrame(page, frame, ['button', chip], () => has('radio', 'Mixed'));
      await clickInFrame(page, frame, ['radio', 'Mixed'], () =>
        has('button', chipName(title, text, 'Mixed')),
      );
    }),
  );

  test('chips of elements without a naming attribute: their text is their name, and tells them again', () =>
    trip.trip(async () => {
      await join(window.panel, 'What posts say');
      const page = await open('/posts');
      const text = await page.evaluate(() => document.querySelector('article.post > p')?.textContent ?? '');
      await labelChip(page, chipName('What posts say', text), 'Angry');
      await open('/posts');
      await page.find({ role: 'button', name: chipName('What posts say', text, 'Angry') });
      const { request } = await until('It is received', async () =>
        (await exportAll(window.panel)).batches.find(
          ({ answer, request }) => answer !== null && request.labels[0]?.target.unitKey === textKey(text),
        ),
      );
      expect(request.labels[0]?.target).toMatchObject({ unit: 'element', quote: text });
    }));
});
