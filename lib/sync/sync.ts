import { Expected } from '../storage/expected.ts';
import { patch } from '../storage/patch.ts';
import { scheduleNext } from './schedule.ts';
import { syncRelay } from './sync-relay.ts';
import type { Working } from './working.ts';

async function noteOutcome({ store, now }: Working, url: string, problem: Expected | null): Promise<void> {
  await patch(await store.open(), 'relays', url, ({ failures }) =>
    problem === null
      ? { lastSync: now(), failures: 0, problem }
      : {
          failures: failures + 1,
          problem: { code: problem.code, detail: problem.detail ?? '', retry: problem.retry },
        },
  );
}

/** A fault of ours with one relay is shown like any other problem and keeps no other relay waiting. */
function problemOf(error: unknown): Expected {
  if (error instanceof Expected) return error;
  console.error(error);
  return new Expected('internal', true, error instanceof Error ? error.message : null);
}

/**
 * Syncs with every relay and writes down when to do so next. Only an alarm, a timer or an act of the labeler in our own
 * pages may call this; never a page, never the start of the background (P1).
 *
 * @param asked whether the labeler asked for it: then the catalogue is read again even if it is fresh
 * @returns when to sync next, in milliseconds since 1970, or null
 */
export async function sync(working: Working, asked: boolean): Promise<number | null> {
  const { store, now, random } = working;
  const db = await store.open();
  for (const url of await db.getAllKeys('relays'))
    await noteOutcome(working, url, await syncRelay(working, url, asked).then(() => null, problemOf));
  return scheduleNext(db, now(), random(1)[0]! / 256);
}
