import { isDue } from '../queue/undo-time.ts';
import type { Database } from '../storage/database.ts';
import type { RelayRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';

const second = 1000;
const minute = 60 * second;
/** How old a catalogue may get before a sync reads it again. */
export const catalogueLife = 15 * minute;
/** The same where labels are on their way: their labeler goes on, and others fill tasks that the catalogue calls open. */
export const catalogueLifeAtWork = 5 * minute;
const shortestPoll = 5 * second;
const longestBackoff = 15 * minute;

/** Up to a fifth more, so that many installations do not ask at one moment. `chance` in [0, 1). */
const jittered = (ms: number, chance: number) => Math.round(ms * (1 + chance / 5));

/** Doubles with every failure: 5 s, 10 s, … 15 min. */
export const backoff = (failures: number, chance: number): number =>
  jittered(Math.min(longestBackoff, 5 * second * 2 ** Math.min(failures - 1, 10)), chance);

/** Nothing that is written down is farther away than this. */
const longestWait = jittered(Math.max(catalogueLife, longestBackoff), 1);

/** A stored time, or now where it is too far away to be one of ours: then the clock was set back after it was written. */
export const believable = (at: number, now: number): number => (at > now + longestWait ? now : at);

async function isWaiting(db: Database): Promise<boolean> {
  const waiting = await Promise.all(
    (['received', 'held'] as const).map((state) => db.countFromIndex('labels', 'state', state)),
  );
  const claims = await db.getAll('rewards');
  return (
    waiting.some((count) => count > 0) ||
    claims.some(({ claim }) => claim !== null && claim.state !== 'mined')
  );
}

/** How long nothing has to be asked: until the next epoch while labels or claims wait, else while the catalogue is good. */
async function pause(db: Database, relays: readonly RelayRecord[], chance: number): Promise<number> {
  const failures = Math.max(0, ...relays.map((relay) => relay.failures));
  if (failures > 0) return backoff(failures, chance);
  if (!(await isWaiting(db))) return jittered(catalogueLife, chance);
  const epoch = Math.min(...relays.map(({ info }) => info.epochSeconds * second));
  return jittered(Math.min(catalogueLife, Math.max(shortestPoll, epoch)), chance);
}

const isWell = ({ failures }: RelayRecord): boolean => failures === 0;

/** Joined campaigns of these relays. */
async function joinedAt(db: Database, urls: ReadonlySet<string>): Promise<Set<string>> {
  const joined = await db.getAllKeys('joins');
  const campaigns = await Promise.all(joined.map((campaign) => db.get('campaigns', campaign)));
  return new Set(
    campaigns.flatMap((one) => (one !== undefined && urls.has(one.relay ?? '') ? [one.campaign] : [])),
  );
}

/**
 * Writes down when to sync next, in milliseconds since 1970: after the pause, or earlier when the undo time of
 * a label ends whose relay is well.
 * Labels that are saved meanwhile are seen: they and the time are read in one transaction. Null without a relay.
 */
export async function scheduleNext(db: Database, now: number, chance: number): Promise<number | null> {
  const relays = await db.getAll('relays');
  if (relays.length === 0) {
    await db.delete('times', 'nextAt');
    return null;
  }
  const latest = now + (await pause(db, relays, chance));
  const hurried = await joinedAt(db, new Set(relays.filter(isWell).map(({ url }) => url)));
  return writeStrictly(db, ['times', 'labels'], async (transaction) => {
    // By campaign: what is private may be much, and waits for no sync.
    const byCampaign = transaction.objectStore('labels').index('campaignState');
    const queued = await Promise.all([...hurried].map((campaign) => byCampaign.getAll([campaign, 'queued'])));
    const ends = queued.flat().map(({ undoUntil }) => (isDue(undoUntil, now) ? now : undoUntil));
    const next = Math.max(now + second, Math.min(latest, ...ends));
    await transaction.objectStore('times').put(next, 'nextAt');
    return next;
  });
}
