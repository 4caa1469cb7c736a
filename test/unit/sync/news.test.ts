import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Listing } from '../../../lib/protocol/api/campaigns.ts';
import type { Terms } from '../../../lib/protocol/terms/terms.ts';
import type { CampaignRecord } from '../../../lib/storage/records.ts';
import { refreshCatalogue } from '../../../lib/sync/catalogue.ts';
import { newsRest, takeNews } from '../../../lib/sync/news.ts';
import { makeRelayClient } from '../../../lib/sync/relay-client.ts';
import { lookAtRelays } from '../../../lib/sync/use-relay.ts';
import { at, campaignRecord, type Device, hexOf, info, joinRecord, makeDevice } from '../queue/sample.ts';
import { type HttpRelay, sendJson, startHttpRelay } from './http-relay.ts';
import { chainWith, listing } from './listed.ts';

let relay: HttpRelay;
let serves: Listing[];
let device: Device;
let made = 0;

beforeEach(async () => {
  serves = [];
  device = makeDevice();
  relay = await startHttpRelay(({ path }, response) =>
    path === '/v1/relay'
      ? sendJson(response, info)
      : sendJson(response, { version: 1, updatedAt: 1, campaigns: serves }, 200, { etag: `"${++made}"` }),
  );
});
afterEach(() => relay.stop());

const working = () => ({ ...device, client: makeRelayClient, chain: () => chainWith(hexOf(0, 32)) });
const one = (salt: number, given: Partial<Terms> = {}) => listing(campaignRecord(given, salt), salt);
const read = (...campaigns: Listing[]) => {
  serves = campaigns;
  return refreshCatalogue(working(), relay.url);
};
const take = (given: Partial<Parameters<typeof takeNews>[1]> = {}) =>
  takeNews(device, { isAsked: true, reads: ['en'], ...given });
const later = () => (device.clock.now += newsRest);

describe('news', () => {
  it('are none in a catalogue that is read for the first time', async () => {
    await read(one(1), one(2));
    expect(await take()).toEqual([]);
  });

  it('are what a later reading brings, once', async () => {
    await read(one(1));
    await read(one(1), one(2, { title: 'Another' }));
    expect(await take()).toMatchObject([{ terms: { title: 'Another' } }]);
    later();
    await read(one(1), one(2, { title: 'Another' }));
    expect(await take()).toEqual([]);
  });

  it('are told together, and not before the rest since the last time is over', async () => {
    await read();
    await read(one(1));
    expect(await take()).toHaveLength(1);
    await read(one(1), one(2));
    device.clock.now += newsRest - 1;
    await read(one(1), one(2), one(3));
    expect(await take()).toEqual([]);
    device.clock.now += 1;
    expect(await take()).toHaveLength(2);
  });

  it('are told by a clock that was set back, too', async () => {
    await read();
    await read(one(1));
    expect(await take()).toHaveLength(1);
    device.clock.now -= 86_400_000;
    await read(one(1), one(2, { opens: at / 1000 - 2 * 86_400 }));
    expect(await take()).toHaveLength(1);
  });

  it('wait for whoever is killed before they are taken, and are gone for whoever is killed after', async () => {
    await read();
    await read(one(1));
    device.store = device.again();
    expect(await take()).toHaveLength(1);
    device.store = device.again();
    later();
    expect(await take()).toEqual([]);
  });

  it('are nothing that comes back, after its money had run out', async () => {
    await read(one(1));
    await read(one(1), one(2));
    expect(await take()).toHaveLength(1);
    later();
    await read();
    await read(one(1), one(2));
    expect(await take()).toEqual([]);
  });

  it('are what comes back if nobody was told of it before it went', async () => {
    await read();
    await read(one(1));
    await read();
    expect(await take()).toEqual([]);
    await read(one(1));
    expect(await take()).toHaveLength(1);
  });

  it('are forgotten of campaigns that can not come back any more', async () => {
    await read(one(1));
    await read();
    const gone = async () => (await device.store.open()).count('gone');
    expect(await gone()).toBe(1);
    device.clock.now += 91 * 86_400_000;
    await read(one(2));
    await take();
    expect(await gone()).toBe(0);
  });

  it('are nothing after a restore, which knows the relay and not what it lists', async () => {
    await read();
    await (await device.store.open()).clear('campaigns');
    const db = await device.store.open();
    for (const known of await db.getAll('relays'))
      await db.put('relays', { ...known, catalogueAt: 0, etag: null });
    await read(one(1));
    expect(await take()).toEqual([]);
  });

  it('are kept by nobody who has not asked, so that asking later tells of what comes then', async () => {
    await read();
    await read(one(1));
    expect(await take({ isAsked: false })).toEqual([]);
    expect(await take()).toEqual([]);
    await read(one(1), one(2));
    expect(await take()).toHaveLength(1);
  });

  it('are found by a look at the list too, which may be all that reads for a while', async () => {
    await read();
    serves = [one(1)];
    expect(await lookAtRelays(working())).toBe(true);
    expect(await take()).toHaveLength(1);
  });

  const own = async () => ({ requester: (await device.identity.account()).address });
  it.each<
    [
      string,
      () => Promise<Partial<Terms>> | Partial<Terms>,
      ((record: CampaignRecord) => Partial<CampaignRecord>)?,
    ]
  >([
    ['is closed', () => ({ opens: at / 1000 - 60, closes: at / 1000 })],
    ['is for people who read something else', () => ({ audience: { languages: ['de', 'fr-CA'] } })],
    ['is the own account’s', own],
    ['has no money left', () => ({}), ({ funding }) => ({ funding: { ...funding!, free: '19999' } })],
  ])('are nothing that %s', async (_, given, change) => {
    const record = campaignRecord(await given());
    await read();
    await read(listing({ ...record, ...change?.(record) }, 1));
    const db = await device.store.open();
    const [stored] = await db.getAll('campaigns');
    await db.put('campaigns', { ...stored!, ...change?.(stored!) });
    expect(await take()).toEqual([]);
    expect(await db.count('news')).toBe(0);
  });

  it('are nothing that was joined meanwhile', async () => {
    await read();
    await read(one(1));
    await (await device.store.open()).put('joins', joinRecord(one(1).campaign));
    expect(await take()).toEqual([]);
  });

  it('wait until a campaign opens', async () => {
    const opens = at / 1000 + 3600;
    await read();
    await read(one(1, { opens, closes: opens + 86_400 }));
    expect(await take()).toEqual([]);
    device.clock.now = opens * 1000;
    expect(await take()).toHaveLength(1);
  });

  it('are a bounded number: a flood is looked at in part, and the rest is none', async () => {
    await read();
    const db = await device.store.open();
    const transaction = db.transaction('news', 'readwrite');
    for (let n = 0; n < 1000; n += 1) await transaction.store.put(true, `0x${n}`);
    await transaction.done;
    await take();
    expect(await db.count('news')).toBe(0);
  });

  it('come after a flood too, also of campaigns that open in a far year', async () => {
    await read();
    const db = await device.store.open();
    const opens = at / 1000 + 50 * 365 * 86_400;
    const far = campaignRecord({ opens, closes: opens + 86_400 });
    const transaction = db.transaction(['news', 'campaigns'], 'readwrite');
    for (let n = 0; n < 300; n += 1) {
      const campaign = `0x${n.toString(16).padStart(64, '0')}` as const;
      await transaction.objectStore('campaigns').put({ ...far, campaign });
      await transaction.objectStore('news').put(true, campaign);
    }
    await transaction.done;
    expect(await take()).toEqual([]);
    await db.put('campaigns', { ...campaignRecord(), campaign: hexOf(0xff, 32) });
    await db.put('news', true, hexOf(0xff, 32));
    expect(await take()).toHaveLength(1);
  });

  it('remember what is gone neither for who is never told, nor until a year that never comes', async () => {
    const gone = async () => (await device.store.open()).count('gone');
    await read(one(1));
    await read();
    device.clock.now += 91 * 86_400_000;
    await read();
    expect(await gone()).toBe(0);
    const opens = at / 1000 + 100 * 365 * 86_400;
    await read(one(2, { opens, closes: opens + 86_400 }));
    await take({ isAsked: false });
    await read();
    expect(await gone()).toBe(1);
    device.clock.now += 366 * 86_400_000;
    await read();
    expect(await gone()).toBe(0);
  });

  it('tell of nothing twice and of nothing that was there at first, whatever comes, goes, waits and dies', async () => {
    const listed = fc.subarray([1, 2, 3, 4, 5]);
    const step = fc.record({ listed, takes: fc.boolean(), dies: fc.boolean(), waits: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(listed, fc.array(step, { maxLength: 8 }), async (first, steps) => {
        device = makeDevice();
        await read(...first.map((salt) => one(salt)));
        const told: string[] = [];
        const tell = async () => void told.push(...(await take()).map(({ campaign }) => campaign));
        for (const { listed, takes, dies, waits } of steps) {
          await read(...listed.map((salt) => one(salt)));
          if (dies) device.store = device.again();
          if (waits) later();
          if (takes) await tell();
        }
        later();
        await tell();
        expect(new Set(told).size).toBe(told.length);
        const idsOf = (salts: readonly number[]) => salts.map((salt) => one(salt).campaign);
        for (const id of idsOf(first)) expect(told).not.toContain(id);
        // Whoever waits is told of all that is there and was not at first.
        const last = steps.at(-1)?.listed ?? [];
        for (const id of idsOf(last.filter((salt) => !first.includes(salt)))) expect(told).toContain(id);
      }),
      { numRuns: 25 },
    );
  });
});
