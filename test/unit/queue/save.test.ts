import { afterEach, describe, expect, it, vi } from 'vitest';
import { save } from '../../../lib/queue/save.ts';
import { undo } from '../../../lib/queue/undo.ts';
import { undoMs } from '../../../lib/queue/undo-time.ts';
import { at, campaignRecord, draftFor, hexOf, joined, makeDevice } from './sample.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

async function labeling() {
  const device = makeDevice();
  const campaign = campaignRecord();
  await joined(device, campaign);
  return { device, campaign, db: await device.store.open() };
}

describe('P3 saving', () => {
  it('resolves only when the commit is done: a worker killed at that moment finds the label', async () => {
    const { device, campaign } = await labeling();
    const record = await save(device, draftFor(campaign, 1));
    const found = await (await device.again().open()).get('labels', record.id);
    expect(found).toEqual(record);
    expect(found).toMatchObject({ state: 'queued', undoUntil: at + undoMs, amount: '20000', batch: null });
  });

  it('is not done before the transaction completes', async () => {
    const { device, campaign } = await labeling();
    const events: string[] = [];
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(function (
      this: IDBDatabase,
      ...given
    ) {
      const opened = transactionOf.apply(this, given);
      opened.addEventListener('complete', () => events.push('complete'));
      return opened;
    });
    await save(device, draftFor(campaign, 1)).then(() => events.push('saved'));
    expect(events).toEqual(['complete', 'saved']);
  });

  it('has the queue looked at when the undo time is over: told before the commit is, or a kill could come between', async () => {
    const { device, campaign } = await labeling();
    const events: (number | string)[] = [];
    const wakeAt = (time: number) => events.push(time);
    await save(device, draftFor(campaign, 1), wakeAt).then(() => events.push('saved'));
    expect(events).toEqual([at + undoMs, 'saved']);
  });

  it('keeps to an earlier time, and to none where nothing leaves the device', async () => {
    const { device, campaign, db } = await labeling();
    const times: number[] = [];
    await db.put('times', at + 1_000, 'nextAt');
    await save(device, draftFor(campaign, 1), (time) => times.push(time));
    await db.put('campaigns', { ...campaign, relay: null });
    await save(device, draftFor(campaign, 2), (time) => times.push(time));
    await save(device, { ...draftFor(campaign, 3), campaign: hexOf(9, 32) }, (time) =>
      times.push(time),
    ).catch(() => {});
    expect(times).toEqual([at + 1_000]);
  });

  it('hides what identifies: active time in buckets, time to the hour, two fresh salts', async () => {
    const { device, campaign } = await labeling();
    const { label } = await save(device, { ...draftFor(campaign, 1), activeMs: 3_400 });
    expect(label.activeMs).toBe(5_000);
    expect(label.createdAt % 3600).toBe(0);
    expect(label.salts[0]).toMatch(/^0x[0-9a-f]{32}$/);
    expect(label.salts[0]).not.toBe(label.salts[1]);
  });

  it('P3: replaces no label that its labeler has not seen, until they have: another tab may have saved it', async () => {
    const { device, campaign, db } = await labeling();
    const first = await save(device, { ...draftFor(campaign, 1, 'up'), instead: null });
    const other = { ...draftFor(campaign, 1, 'down'), instead: null };
    await expect(save(device, other)).rejects.toMatchObject({
      code: 'labeled-elsewhere',
      retry: true,
      detail: first.id,
    });
    expect(await db.getAllKeys('labels')).toEqual([first.id]);
    const second = await save(device, { ...other, instead: first.id });
    // Sent once more, where the first answer was lost.
    const again = await save(device, { ...other, instead: first.id });
    expect(again.label.body).toEqual(second.label.body);
    expect(await db.getAllKeys('labels')).toEqual([again.id]);
  });

  it('replaces the label of the same task while it can be taken back', async () => {
    const { device, campaign, db } = await labeling();
    const first = await save(device, draftFor(campaign, 1, 'up'));
    const second = await save(device, draftFor(campaign, 1, 'down'));
    expect(second.id).not.toBe(first.id);
    expect(await db.getAllKeys('labels')).toEqual([second.id]);
    expect(second.label.salts).not.toEqual(first.label.salts);
  });

  it('keeps one label of a task when two are saved at once', async () => {
    const { device, campaign, db } = await labeling();
    await Promise.all(['up', 'down', 'up'].map((chosen) => save(device, draftFor(campaign, 1, chosen))));
    expect(await db.count('labels')).toBe(1);
  });

  it('sets the time to sync to the end of the undo time, and never later than it was', async () => {
    const { device, campaign, db } = await labeling();
    await db.put('times', at + 900_000, 'nextAt');
    await save(device, draftFor(campaign, 1));
    expect(await db.get('times', 'nextAt')).toBe(at + undoMs);
    device.clock.now += 5_000;
    await save(device, draftFor(campaign, 2));
    expect(await db.get('times', 'nextAt')).toBe(at + undoMs);
  });

  it('does not set a time for a campaign without a relay, and needs no join there', async () => {
    const device = makeDevice();
    const campaign = { ...campaignRecord(), relay: null };
    const db = await device.store.open();
    await db.put('campaigns', campaign);
    expect((await save(device, draftFor(campaign, 1))).amount).toBeNull();
    expect(await db.get('times', 'nextAt')).toBeUndefined();
  });
});

const transactionOf = IDBDatabase.prototype.transaction;

describe('saving says what is wrong, and writes nothing', () => {
  const campaign = campaignRecord();
  const good = draftFor(campaign, 1);
  it.each([
    ['unknown-campaign', { ...good, campaign: '0x99' as const }, 0],
    ['terms-changed', { ...good, termsHash: campaign.campaign }, 0],
    ['closed', good, (campaign.terms.closes + 1) * 1000 - at],
    ['closed', good, -3_600_000],
    [
      'not-of-campaign',
      { ...good, target: { ...good.target, address: 'https://other.example/articles/1' } },
      0,
    ],
    ['not-of-campaign', { ...good, target: { ...good.target, address: 'https://news.example/sport/1' } }, 0],
    ['bad-body', { ...good, body: {} }, 0],
    ['bad-body', { ...good, body: { tone: { kind: 'choice' as const, chosen: ['sideways'] } } }, 0],
    ['bad-body', { ...good, body: { ...good.body, constructor: { kind: 'unsure' as const } } }, 0],
  ])('%s', async (code, draft, later) => {
    const device = makeDevice();
    await joined(device, campaign);
    device.clock.now += later;
    await expect(save(device, draft)).rejects.toMatchObject({ code });
    const db = await device.store.open();
    expect(await db.count('labels')).toBe(0);
    expect(await db.get('times', 'nextAt')).toBeUndefined();
  });

  it('not-joined', async () => {
    const device = makeDevice();
    await (await device.store.open()).put('campaigns', campaign);
    await expect(save(device, good)).rejects.toMatchObject({ code: 'not-joined', retry: false });
  });

  it('newcomer, when fifty labels wait in a campaign that pays by agreement and none is judged', async () => {
    const device = makeDevice();
    const { policy } = campaign.terms;
    const judged = campaignRecord({ policy: { ...policy, pay: 'better-than-guess' } }, 2);
    await joined(device, judged, campaign);
    const db = await device.store.open();
    const states = ['queued', 'sent', 'received', 'held'] as const;
    for (let page = 0; page < 50; page++)
      for (const one of [judged, campaign]) {
        const label = await save(device, draftFor(one, page));
        await db.put('labels', { ...label, state: states[page % 4]! });
      }
    await expect(save(device, draftFor(judged, 50))).rejects.toMatchObject({ code: 'newcomer' });
    // One that can be taken back is replaced, and elsewhere there is no such limit.
    await save(device, draftFor(judged, 0, 'down'));
    await save(device, draftFor(campaign, 50));
    const before = await db.get('joins', judged.campaign);
    await db.put('joins', { ...before!, known: true });
    await save(device, draftFor(judged, 50));
  });

  it('labeled-already, once the label is on its way', async () => {
    const { device, db } = await labeling();
    const saved = await save(device, good);
    await db.put('labels', { ...saved, state: 'sent' });
    await expect(save(device, good)).rejects.toMatchObject({ code: 'labeled-already' });
    expect(await db.get('labels', saved.id)).toMatchObject({ state: 'sent' });
  });

  it.each([
    ['no-room', 'QuotaExceededError'],
    ['not-written', 'UnknownError'],
  ])('%s when the browser says %s at the write', async (code, name) => {
    const { device, db } = await labeling();
    const before = await save(device, draftFor(campaign, 1, 'up'));
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('full', name);
    });
    await expect(save(device, draftFor(campaign, 1, 'down'))).rejects.toMatchObject({ code, retry: true });
    expect(await db.getAll('labels')).toEqual([before]);
  });

  it('no-room when the browser has none: at the commit', async () => {
    const { device, db } = await labeling();
    const before = await save(device, draftFor(campaign, 1, 'up'));
    await db.clear('times');
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(function (
      this: IDBDatabase,
      ...given
    ) {
      const opened = transactionOf.apply(this, given);
      const put = IDBObjectStore.prototype.put;
      const timed = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
        this: IDBObjectStore,
        ...of
      ) {
        const asked = put.apply(this, of);
        if (this.name === 'times') asked.addEventListener('success', () => fill(opened));
        return asked;
      });
      opened.addEventListener('abort', () => timed.mockRestore());
      return opened;
    });
    await expect(save(device, draftFor(campaign, 2))).rejects.toMatchObject({ code: 'no-room' });
    expect(await db.getAll('labels')).toEqual([before]);
  });
});

/** What a browser does at a commit that finds no room: it aborts with this error (Indexed Database API 3.0, 5.4). */
function fill(transaction: IDBTransaction): void {
  const abort: unknown = Reflect.get(transaction, '_abort');
  if (typeof abort === 'function') abort.call(transaction, 'QuotaExceededError');
}

describe('undo', () => {
  it('takes a queued label back, once', async () => {
    const { device, campaign, db } = await labeling();
    const { id } = await save(device, draftFor(campaign, 1));
    expect(await undo(device.store, id)).toBe(true);
    expect(await undo(device.store, id)).toBe(false);
    expect(await db.count('labels')).toBe(0);
  });

  it('does not take back what a batch has', async () => {
    const { device, campaign, db } = await labeling();
    const saved = await save(device, draftFor(campaign, 1));
    await db.put('labels', { ...saved, state: 'sent' });
    expect(await undo(device.store, saved.id)).toBe(false);
    expect(await db.count('labels')).toBe(1);
  });
});
