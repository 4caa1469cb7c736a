import './own-browser.ts';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { keepLanguages, readLanguages } from '../../../lib/serving/languages.ts';
import { hearNews, tellNews } from '../../../lib/serving/tell-news.ts';
import { english } from '../components/words.ts';
import { campaignRecord, type Device, makeDevice, relayRecord } from '../queue/sample.ts';
import { ownUrl } from './own-browser.ts';

type Shown = { title: string; message: string };

let device: Device;
/** What was shown, by its id; the double of the browser keeps ids alone. */
let shown: { [id: string]: Shown };
const { create } = fakeBrowser.notifications;

beforeEach(async () => {
  fakeBrowser.reset();
  Object.assign(fakeBrowser.i18n, {
    getMessage: (key: never, given: string[] = []) => english.t(key, ...given),
  });
  Object.assign(fakeBrowser.permissions.onAdded, { addListener: () => {} });
  shown = {};
  Object.assign(fakeBrowser.notifications, {
    create: async (id: string, given: Shown) => {
      shown[id] = given;
      return create(id, { type: 'basic', iconUrl: '', ...given });
    },
  });
  device = makeDevice();
  await (await device.store.open()).put('relays', relayRecord());
});

/** Readings of a catalogue have brought these. */
async function bring(...titles: string[]) {
  const db = await device.store.open();
  const campaigns = titles.map((title, at) => campaignRecord({ title }, at + 1));
  for (const campaign of campaigns) {
    await db.put('campaigns', campaign);
    await db.put('news', true, campaign.campaign);
  }
  return campaigns.map(({ campaign }) => campaign);
}
const tell = (given: Partial<Device> = {}) => tellNews({ ...device, granted: async () => [], ...given });
const tabs = async () => (await fakeBrowser.tabs.query({})).map(({ url }) => url);

test('one campaign is told of by its title and price', async () => {
  const [id = ''] = await bring('Tone\nof   news');
  await tell();
  const message = '\u2068Tone of news\u2069 · 0.02\u00a0tUSD a label';
  expect(shown).toMatchObject({ [id]: { title: english.t('news_one'), message } });
});

test('several are one notification, and another sync tells of none of them again', async () => {
  await bring('One', 'Two', 'Three');
  await tell();
  expect(shown).toMatchObject({ campaigns: { title: english.t('news_many', 3) } });
  expect(Object.keys(shown)).toHaveLength(1);
  shown = {};
  await tell();
  expect(shown).toEqual({});
});

test('who has not asked, or asks no more, is told nothing', async () => {
  await bring('One');
  await tell({ tells: async () => false });
  expect(shown).toEqual({});
});

test('what can not be shown keeps no sync from ending well', async () => {
  await bring('One');
  fakeBrowser.notifications.create = () => Promise.reject(new Error('no longer allowed'));
  const written = vi.spyOn(console, 'error').mockImplementation(() => {});
  await expect(tell()).resolves.toBeUndefined();
  expect(written).toHaveBeenCalledOnce();
  written.mockRestore();
});

test('a click opens the campaign, or the list where there are several', async () => {
  hearNews();
  const [id = ''] = await bring('One');
  await tell();
  await fakeBrowser.notifications.onClicked.trigger(id);
  await expect.poll(tabs).toContain(`${ownUrl}sidepanel.html#${id}`);
  expect(await fakeBrowser.notifications.getAll()).toEqual({});
  await fakeBrowser.notifications.onClicked.trigger('campaigns');
  await expect.poll(tabs).toContain(`${ownUrl}sidepanel.html#campaigns`);
});

test('what somebody reads is what their browser says, until they say it themselves; nonsense is nothing', async () => {
  const browsers = await readLanguages();
  expect(browsers).toEqual(['en']);
  await keepLanguages(['de', 'es', 'de']);
  expect(await readLanguages()).toEqual(['de', 'es']);
  await keepLanguages(['nn', 'nb']);
  expect(await readLanguages()).toEqual(['no']);
  await keepLanguages([]);
  expect(await readLanguages()).toEqual([]);
  for (const languages of ['de', [7], ['DE'], ['de-AT']]) {
    await fakeBrowser.storage.local.set({ languages });
    expect(await readLanguages()).toEqual(browsers);
  }
});
