import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { setOfTerms } from '../../../lib/protocol/terms/question-set.ts';
import { setRecords } from '../../../lib/queue/question-sets.ts';
import { save } from '../../../lib/queue/save.ts';
import { undoMs } from '../../../lib/queue/undo-time.ts';
import { backoff, catalogueLife, scheduleNext } from '../../../lib/sync/schedule.ts';
import {
  at,
  campaignRecord,
  draftFor,
  hexOf,
  info,
  joined,
  makeDevice,
  relayRecord,
} from '../queue/sample.ts';

const minute = 60_000;

describe('backoff', () => {
  it('doubles from 5 s to 15 min, and adds at most a fifth', () => {
    expect([1, 2, 3, 4].map((failures) => backoff(failures, 0))).toEqual([5_000, 10_000, 20_000, 40_000]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 0.9999, noNaN: true }),
        (failures, chance) => {
          const least = Math.min(15 * minute, 5_000 * 2 ** (failures - 1));
          const ms = backoff(failures, chance);
          expect(ms).toBeGreaterThanOrEqual(least);
          expect(ms).toBeLessThanOrEqual(least * 1.2);
        },
      ),
    );
  });
});

describe('the next sync', () => {
  const campaign = campaignRecord();

  async function scene() {
    const device = makeDevice();
    await joined(device, campaign);
    return { device, db: await device.store.open() };
  }

  it('is never without a relay', async () => {
    const db = await makeDevice().store.open();
    await db.put('times', at, 'nextAt');
    expect(await scheduleNext(db, at, 0)).toBeNull();
    expect(await db.get('times', 'nextAt')).toBeUndefined();
  });

  it('is when the catalogue is old, while nothing waits', async () => {
    const { db } = await scene();
    expect(await scheduleNext(db, at, 0)).toBe(at + catalogueLife);
    expect(await scheduleNext(db, at, 0.5)).toBe(at + catalogueLife * 1.1);
    expect(await db.get('times', 'nextAt')).toBe(at + catalogueLife * 1.1);
  });

  it('is at the next epoch while labels wait for it', async () => {
    const { device, db } = await scene();
    const saved = await save(device, draftFor(campaign, 1));
    await db.put('labels', { ...saved, state: 'received' });
    expect(await scheduleNext(db, at, 0)).toBe(at + info.epochSeconds * 1000);
  });

  it('is when the earliest undo time ends, but not at once', async () => {
    const { device, db } = await scene();
    await save(device, draftFor(campaign, 1));
    expect(await scheduleNext(db, at + 3_000, 0)).toBe(at + undoMs);
    expect(await scheduleNext(db, at + undoMs, 0)).toBe(at + undoMs + 1_000);
  });

  it('looks at no label that is private, however many there are', async () => {
    const { device, db } = await scene();
    await save(device, draftFor(campaign, 1));
    const { set, join } = setRecords(hexOf(0x5e, 32), setOfTerms(campaign.terms), at);
    await db.put('campaigns', set);
    await db.put('joins', join);
    await save(device, { ...draftFor(campaign, 2), campaign: set.campaign, termsHash: set.termsHash });
    const asked = vi.spyOn(IDBIndex.prototype, 'getAll');
    try {
      expect(await scheduleNext(db, at, 0)).toBe(at + undoMs);
      expect(asked.mock.calls.map(([query]) => query)).toEqual([[campaign.campaign, 'queued']]);
    } finally {
      asked.mockRestore();
    }
  });

  it('is at once for a label that was saved before the clock was set back', async () => {
    const { device, db } = await scene();
    await save(device, draftFor(campaign, 1));
    const hourBefore = at - 60 * minute;
    expect(await scheduleNext(db, hourBefore, 0)).toBe(hourBefore + 1_000);
  });

  it('P3 forgets no label that is saved meanwhile', async () => {
    for (let round = 0; round < 12; round++) {
      const { device, db } = await scene();
      const scheduling = scheduleNext(db, at, 0);
      for (let turn = 0; turn < round; turn++) await new Promise(setImmediate);
      await Promise.all([scheduling, save(device, draftFor(campaign, 1))]);
      expect(await db.get('times', 'nextAt')).toBe(at + undoMs);
    }
  });

  it('does not let a relay that is down keep another’s labels waiting', async () => {
    const { device, db } = await scene();
    await db.put('relays', relayRecord({ url: 'https://down.example', failures: 9 }));
    await save(device, draftFor(campaign, 1));
    expect(await scheduleNext(db, at, 0)).toBe(at + undoMs);
  });

  it('waits out a failure, even when labels wait', async () => {
    const { device, db } = await scene();
    await db.put('relays', relayRecord({ failures: 3 }));
    await save(device, draftFor(campaign, 1));
    expect(await scheduleNext(db, at, 0)).toBe(at + 20_000);
  });
});
