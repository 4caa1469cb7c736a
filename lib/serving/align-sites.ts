import { alignRegistrations, lookAgainAt, registeredOrigins } from '../permissions/registrations.ts';
import { maySend } from '../permissions/request.ts';
import type { Store } from '../storage/database.ts';
import { originsOf } from '../targeting/hosts.ts';

let line = Promise.resolve();

/**
 * Overlays are registered for the sites of joined campaigns, and no others: while labels may not leave, only of those of
 * which none does. One alignment at a time.
 */
export function alignSites(store: Store): Promise<void> {
  line = line
    .catch(() => {})
    .then(async () => {
      const db = await store.open();
      const all = await maySend();
      const joined = await Promise.all(
        (await db.getAllKeys('joins')).map((campaign) => db.get('campaigns', campaign)),
      );
      const origins = joined.flatMap((campaign) =>
        campaign !== undefined && (all || campaign.relay === null) ? originsOf(campaign.terms.universe) : [],
      );
      await alignRegistrations([...new Set(origins)]);
    });
  return line;
}

/** The same once something is joined, left, or asked in another way: pages that are open show it, as far as it has to do with them. */
export async function changeSites(store: Store): Promise<void> {
  const before = await registeredOrigins();
  await alignSites(store);
  const now = await registeredOrigins();
  await lookAgainAt([...new Set([...before, ...now])]);
}

/** A page that wakes the background is answered by then. */
const answeredMs = 1000;

/** At every start of the background: the database is opened while the first question is on its way, and what can wait does. */
export function getReady(store: Store): void {
  store.open().catch(console.error);
  setTimeout(() => alignSites(store).catch(console.error), answeredMs);
}
