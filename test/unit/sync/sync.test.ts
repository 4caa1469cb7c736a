import { afterEach, describe, expect, it, vi } from 'vitest';
import { save } from '../../../lib/queue/save.ts';
import { Expected } from '../../../lib/storage/expected.ts';
import type { RelayClient } from '../../../lib/sync/relay-client.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { at, campaignRecord, draftFor, joined, makeDevice, relayRecord } from '../queue/sample.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** A relay where every call fails. */
const failing = (error: Error): RelayClient => ({
  ask: () => Promise.reject(error),
  catalogue: () => Promise.reject(error),
  text: () => Promise.reject(error),
  file: () => Promise.reject(error),
  clock: () => undefined,
});

const chain = () => {
  throw new Expected('chain-unavailable', true);
};

describe('a sync with several relays', () => {
  it('goes on with the others when one is down, or when we fail with it, and shows both', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const device = makeDevice();
    const db = await device.store.open();
    const [fault, down] = ['https://a.example', 'https://b.example'];
    for (const url of [fault, down]) await db.put('relays', relayRecord({ url, catalogueAt: 0 }));
    const client = (url: string) =>
      failing(url === fault ? new RangeError('a bug of ours') : new Expected('relay-unreachable', true, url));
    const next = await sync({ ...device, client, chain }, false);
    expect(await db.getAll('relays')).toMatchObject([
      {
        url: fault,
        failures: 1,
        lastSync: null,
        problem: { code: 'internal', detail: 'a bug of ours', retry: true },
      },
      { url: down, failures: 1, lastSync: null, problem: { code: 'relay-unreachable', detail: down } },
    ]);
    expect(next).toBeGreaterThanOrEqual(at + 5_000);
    expect(await db.get('times', 'nextAt')).toBe(next);
  });

  it('says what failed and is well again after it', async () => {
    const device = makeDevice();
    await joined(device, campaignRecord());
    const client = () => failing(new Expected('unavailable', true));
    await sync({ ...device, client, chain }, true);
    const db = await device.store.open();
    expect(await db.getAll('relays')).toMatchObject([
      { failures: 1, problem: { code: 'chain-unavailable' } },
    ]);
  });

  it('sends nothing while the person does not consent, and says so', async () => {
    const device = makeDevice();
    const campaign = campaignRecord();
    await joined(device, campaign);
    await save(device, draftFor(campaign, 1));
    device.clock.now += 60_000;
    const client = () => failing(new Error('asked the relay'));
    await sync({ ...device, client, chain: () => neverAsked, maySend: async () => false }, false);
    const db = await device.store.open();
    expect((await db.getAll('relays'))[0]).toMatchObject({ problem: { code: 'not-consented', retry: true } });
    expect(await db.countFromIndex('labels', 'state', 'queued')).toBe(1);
  });

  it('P3 keeps every label queued while nobody answers', async () => {
    const device = makeDevice();
    const campaign = campaignRecord();
    await joined(device, campaign);
    await save(device, draftFor(campaign, 1));
    device.clock.now += 60_000;
    const client = () => failing(new Expected('relay-unreachable', true));
    for (let n = 0; n < 3; n++) await sync({ ...device, client, chain: () => neverAsked }, false);
    const db = await device.store.open();
    expect((await db.getAll('relays'))[0]).toMatchObject({ failures: 3 });
    expect(await db.countFromIndex('labels', 'state', 'queued')).toBe(1);
    expect(await db.count('batches')).toBe(0);
  });
});

const nobody = () => Promise.reject(new Expected('chain-unavailable', true));
const neverAsked = {
  campaign: nobody,
  lastActivation: nobody,
  time: nobody,
  activated: nobody,
  receiptKey: nobody,
  claimed: nobody,
};
