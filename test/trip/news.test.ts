import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import { type ChromiumBrowser, openChromium } from '../stand/chromium-browser.ts';
import { allowNotifications, clickNotification } from '../stand/chromium-notifications.ts';
import { openFirefox } from '../stand/firefox-browser.ts';
import type { LabelerBrowser } from '../stand/labeler-browser.ts';
import { browserNames } from '../stand/open-browser.ts';
import { fund, idOf, list } from '../stand/open-campaign.ts';
import { readCatalogue } from '../stand/read-catalogue.ts';
import type { Tab } from '../stand/tab.ts';
import { startTripStandIn, type TripStand } from './stand.ts';
import { shows } from './steps/page-text.ts';
import { turnTo } from './steps/panel.ts';
import { until } from './steps/until.ts';
import { pasteRelay } from './steps/welcome.ts';
import { words } from './steps/words.ts';

declare const chrome: {
  notifications: {
    getAll(): Promise<Record<string, unknown>>;
    clear(id: string): Promise<boolean>;
    onClosed: { addListener(hear: (id: string) => void): void };
  };
  permissions: { remove(given: { permissions: string[] }): Promise<boolean> };
};

declare global {
  var noticed: string[];
}

/** From now on, since a Firefox without a window closes each at once. */
const hearClosed = (panel: Tab) =>
  panel.evaluate(() => {
    globalThis.noticed = [];
    chrome.notifications.onClosed.addListener((id) => void globalThis.noticed.push(id));
  });

/** Notifications that were shown, those first that are closed again. */
const shown = (panel: Tab) =>
  panel.evaluate(async () => [...globalThis.noticed, ...Object.keys(await chrome.notifications.getAll())]);

const close = (panel: Tab, id: string) =>
  panel.evaluate(async (one) => void (await chrome.notifications.clear(one)), id);

const isOn = (panel: Tab) =>
  panel.evaluate(
    (name) =>
      [...document.querySelectorAll('label')]
        .find(({ textContent }) => textContent === name)
        ?.querySelector('input')?.checked,
    words('news_tell'),
  );
const salt = (byte: number): Hex => `0x${byte.toString(16).padStart(2, '0').repeat(32)}`;

const openers = {
  chromium: async (options: Parameters<typeof openChromium>[0]) => {
    await allowNotifications(options);
    return openChromium(options);
  },
  firefox: openFirefox,
};

describe.each(browserNames)('%s', (name) => {
  let trip: TripStand;
  let panel: Tab;

  beforeAll(async () => {
    trip = await startTripStandIn<LabelerBrowser>(name, openers[name]);
    if (name === 'firefox') await trip.browser.allowSites([]);
    await pasteRelay(await trip.browser.welcome(), trip.stand.relay.url);
    ({ panel } = await trip.browser.openWithPanel(`${trip.stand.site}/`));
  });
  afterAll(() => trip?.stop());

  /** A requester locks money for one more campaign. */
  async function open(byte: number, given: Partial<Terms>): Promise<Hex> {
    const { chain, relay, samples } = trip.stand;
    const opened = { salt: salt(byte), terms: { ...samples[0]!.terms, ...given } };
    await fund(chain, opened, 10_000_000n);
    const id = idOf(opened);
    const listed = async () => {
      await list(relay.url, opened).catch(() => {});
      return (await readCatalogue(relay.url)).find(({ campaign }) => campaign === id);
    };
    await until('The relay lists it', listed);
    return id;
  }

  async function syncNow(): Promise<void> {
    await panel.bringToFront();
    await panel.click({ role: 'button', name: words('sync_now') });
    await shows(panel, words('sync_now'));
  }

  test('who asks for it is told of a campaign that opens for them, once, also after the background was killed', () =>
    trip.trip(async () => {
      await panel.bringToFront();
      await turnTo(panel, 'section_campaigns');
      await panel.click({ role: 'checkbox', name: words('news_tell') });
      await until(
        'The switch is on',
        () => isOn(panel),
        (on) => on,
      );
      await hearClosed(panel);
      // Who looks at the list sees it there and is told nothing.
      await turnTo(panel, 'section_labels');
      await open(0xd1, { title: 'Urteile', audience: { languages: ['de'] } });
      const id = await open(0xd2, { title: 'Tone of interviews', audience: { languages: ['fr', 'en-GB'] } });
      await syncNow();
      expect(
        await until(
          'A notification',
          () => shown(panel),
          (all) => all.length > 0,
        ),
      ).toEqual([id]);
      await close(panel, id);
      await trip.browser.killBackground();
      await syncNow();
      await syncNow();
      expect(await shown(panel)).toEqual([id]);
      // What it is of can be joined where the notification leads.
      if (name === 'chromium') {
        await clickNotification(trip.browser as ChromiumBrowser, id);
        const tabs = async () => {
          const all = await trip.browser.tabs();
          const texts = await Promise.all(
            all.map((tab) => tab.evaluate(() => `${location.hash} ${document.body.textContent}`)),
          );
          return texts.find((text) => text.startsWith(`#${id}`) && text.includes(words('join_asks')));
        };
        expect(await until('The campaign opens', tabs)).toContain('Tone of interviews');
      }
    }));

  test('the switch says what is so when the browser takes the permission away', () =>
    trip.trip(async () => {
      await turnTo(panel, 'section_campaigns');
      expect(await isOn(panel)).toBe(true);
      await panel.evaluate(
        async () => void (await chrome.permissions.remove({ permissions: ['notifications'] })),
      );
      await until(
        'The switch is off',
        () => isOn(panel),
        (on) => !on,
      );
    }));
});
