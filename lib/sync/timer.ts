import type { Store } from '../storage/database.ts';
import { believable } from './schedule.ts';

/** The two alarm calls that a timer needs. */
export interface Alarms {
  create(name: string, info: { when: number; periodInMinutes: number }): unknown;
  clear(name: string): unknown;
}

export const syncAlarm = 'sync';

export interface Timer {
  /** After something was saved or synced: sets alarm and timer to the stored time. */
  arm(): Promise<void>;
  /** The same for who knows the stored time, or stores it now: asked of the browser in this turn. */
  armAt(stored: number): Promise<void>;
  /** What the alarm and the timer call: syncs if the stored time has come, then arms again. */
  ring(): Promise<void>;
  /** The labeler's own wish: syncs now, after a sync that is running. Rejects when it fails. */
  now(): Promise<void>;
  /** Runs work while no sync does: what a sync has read must not be written over it. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/** A worker that is idle dies after half a minute; a longer wait is the alarm's. */
const shortWait = 28_000;
/**
 * A sync that is killed half way leaves no timer, and its alarm has rung already: so the alarm repeats until it is set
 * again. Half a minute is the shortest period that Chrome takes.
 */
const repeatMinutes = 0.5;
/** After a sync that could not even write down when to sync next (no room, a database that is gone). */
const restAfterFault = 60_000;

/**
 * Runs one sync at a time, when its stored time has come. The time is stored, so it survives the worker; starting the
 * worker sets nothing and sends nothing, so that no page can cause a request by waking it (P1).
 */
export function makeTimer(
  store: Store,
  alarms: Alarms,
  clock: () => number,
  run: (asked: boolean) => Promise<unknown>,
): Timer {
  let pending: ReturnType<typeof setTimeout> | undefined;
  let line: Promise<unknown> = Promise.resolve();
  let restUntil = 0;
  /** What the browser was asked for last in this life of the worker: it repeats, so it need not be asked for twice. */
  let alarmAt: number | undefined;

  const storedTime = async () => {
    const at = await (await store.open()).get('times', 'nextAt');
    return at === undefined ? undefined : believable(at, clock());
  };

  async function arm(): Promise<void> {
    const stored = await storedTime();
    if (stored !== undefined) return armAt(stored);
    clearTimeout(pending);
    alarmAt = undefined;
    await alarms.clear(syncAlarm);
  }

  async function armAt(given: number): Promise<void> {
    clearTimeout(pending);
    const stored = believable(given, clock());
    const at = Math.max(stored, restUntil);
    const wait = at - clock();
    if (wait < shortWait) pending = setTimeout(ring, Math.max(0, wait));
    if (at === alarmAt) return;
    alarmAt = at;
    try {
      await alarms.create(syncAlarm, { when: at, periodInMinutes: repeatMinutes });
    } catch (error) {
      alarmAt = undefined;
      throw error;
    }
  }

  async function runOnce(asked: boolean): Promise<void> {
    try {
      await run(asked);
      restUntil = 0;
    } catch (error) {
      restUntil = clock() + restAfterFault;
      throw error;
    }
  }

  /** Behind whatever runs; nothing that fails stops the line. */
  function inLine<T>(work: () => Promise<T>): Promise<T> {
    const done = line.then(work);
    line = done
      .catch(() => {})
      .then(arm)
      .catch(report);
    return done;
  }

  async function syncIfDue(): Promise<void> {
    const at = await storedTime();
    if (at !== undefined && Math.max(at, restUntil) <= clock()) await runOnce(false);
  }

  const ring = () => inLine(syncIfDue).catch(report);
  return { arm, armAt, ring, now: () => inLine(() => runOnce(true)), alone: inLine };
}

const report = (error: unknown): void => console.error(error);
