import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Alarms, makeTimer, syncAlarm } from '../../../lib/sync/timer.ts';
import { freshStore } from '../storage/fresh-store.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_000_000 });
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function scene(nextAt: number | undefined, run: (asked: boolean) => Promise<unknown>) {
  const { store } = freshStore();
  const db = await store.open();
  if (nextAt !== undefined) await db.put('times', nextAt, 'nextAt');
  const set: (number | null)[] = [];
  const alarms: Alarms = {
    create: (name, { when }) => set.push(name === syncAlarm ? when : Number.NaN),
    clear: () => set.push(null),
  };
  return { timer: makeTimer(store, alarms, Date.now, run), set, db };
}

/** Everything that is under way, which is in real macrotasks of the database. */
const settle = async () => {
  for (let turn = 0; turn < 60; turn++) await new Promise(setImmediate);
};

describe('the timer', () => {
  it('P1 sets and sends nothing when it is made', async () => {
    const run = vi.fn(async () => {});
    const { set } = await scene(Date.now() - 5_000, run);
    await settle();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(set).toEqual([]);
    expect(run).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('sets the alarm to the stored time, and a timer when it is near', async () => {
    const near = await scene(Date.now() + 8_000, async () => {});
    await near.timer.arm();
    expect(near.set).toEqual([Date.now() + 8_000]);
    expect(vi.getTimerCount()).toBe(1);
    const far = await scene(Date.now() + 600_000, async () => {});
    await far.timer.arm();
    expect(far.set).toEqual([Date.now() + 600_000]);
    expect(vi.getTimerCount()).toBe(1);
    const none = await scene(undefined, async () => {});
    await none.timer.arm();
    expect(none.set).toEqual([null]);
  });

  it('asks for an alarm at a time that is being stored in the same turn, without reading it', async () => {
    const { timer, set } = await scene(undefined, async () => {});
    const arming = timer.armAt(Date.now() + 8_000);
    expect(set).toEqual([Date.now() + 8_000]);
    expect(vi.getTimerCount()).toBe(1);
    await arming;
    await timer.armAt(Date.now() + 8_000);
    await timer.armAt(Date.now() + 9_000);
    await timer.armAt(Date.now() + 8_000);
    expect(set).toEqual([8_000, 9_000, 8_000].map((wait) => Date.now() + wait));
    expect(vi.getTimerCount()).toBe(1);
  });

  it('does not wait for a time that was written before the clock was set back', async () => {
    const run = vi.fn(async () => db.delete('times', 'nextAt'));
    const { timer, set, db } = await scene(Date.now() + 3_600_000, run);
    await timer.arm();
    expect(set).toEqual([Date.now()]);
    await timer.ring();
    await settle();
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('keeps one timer however often it is armed at once', async () => {
    const run = vi.fn(async () => {});
    const { timer } = await scene(Date.now() + 8_000, run);
    await Promise.all([timer.arm(), timer.arm(), timer.arm()]);
    expect(vi.getTimerCount()).toBe(1);
  });

  it('syncs when the stored time has come, not before', async () => {
    const run = vi.fn(async () => {});
    const { timer, db } = await scene(Date.now() + 8_000, run);
    await timer.ring();
    expect(run).not.toHaveBeenCalled();
    vi.setSystemTime(Date.now() + 8_000);
    run.mockImplementation(() => db.put('times', Date.now() + 60_000, 'nextAt').then(() => {}));
    await timer.ring();
    expect(run.mock.calls).toEqual([[false]]);
    await timer.ring();
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('runs one sync at a time: the labeler’s wish comes after the one that runs', async () => {
    const events: string[] = [];
    const { timer, db } = await scene(Date.now(), async (asked) => {
      events.push(`begin ${asked}`);
      await settle();
      await db.put('times', Date.now() + 60_000, 'nextAt');
      events.push(`end ${asked}`);
    });
    await Promise.all([timer.ring(), timer.now(), timer.ring(), timer.now()]);
    expect(events).toEqual(['begin false', 'end false', 'begin true', 'end true', 'begin true', 'end true']);
  });

  it('goes on after a sync that fails, and does not fall into a hot loop', async () => {
    const run = vi.fn(async () => {
      throw new Error('database gone');
    });
    const { timer } = await scene(Date.now(), run);
    await timer.ring();
    await settle();
    expect(run).toHaveBeenCalledTimes(1);
    for (let second = 0; second < 50; second++) {
      await vi.advanceTimersByTimeAsync(1_000);
      await settle();
    }
    expect(run).toHaveBeenCalledTimes(1);
    vi.setSystemTime(Date.now() + 60_000);
    await timer.ring();
    expect(run).toHaveBeenCalledTimes(2);
    await expect(timer.now()).rejects.toThrow('database gone');
    await expect(timer.now()).rejects.toThrow('database gone');
    expect(run).toHaveBeenCalledTimes(4);
  });

  it('P3 sets an alarm that rings again and again: a sync that is killed half way leaves no other', async () => {
    const { store } = freshStore();
    await (await store.open()).put('times', Date.now() + 8_000, 'nextAt');
    const periods: number[] = [];
    const alarms: Alarms = {
      create: (_, { periodInMinutes }) => periods.push(periodInMinutes),
      clear: () => {},
    };
    await makeTimer(store, alarms, Date.now, async () => {}).arm();
    expect(periods).toEqual([0.5]);
  });

  it('goes on after the browser would not set an alarm', async () => {
    const { store } = freshStore();
    const db = await store.open();
    const run = vi.fn(() => db.put('times', Date.now() + 600_000, 'nextAt'));
    const refused = () => Promise.reject(new Error('no alarms'));
    const timer = makeTimer(store, { create: refused, clear: refused }, Date.now, run);
    await timer.now();
    await settle();
    await timer.now();
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('does work alone: after the sync that runs, before the next', async () => {
    const order: string[] = [];
    const hold = Promise.withResolvers<void>();
    const { timer } = await scene(undefined, async () => {
      order.push('sync begins');
      await hold.promise;
      order.push('sync ends');
    });
    const all = [timer.now(), timer.alone(async () => order.push('alone')), timer.now()];
    await settle();
    hold.resolve();
    await Promise.all(all);
    expect(order).toEqual(['sync begins', 'sync ends', 'alone', 'sync begins', 'sync ends']);
    await expect(timer.alone(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await timer.alone(async () => 'goes on')).toBe('goes on');
  });
});
