import { alignRegistrations } from '../permissions/registrations.ts';
import type { Store } from '../storage/database.ts';
import { originsOf } from '../targeting/hosts.ts';

let line = Promise.resolve();

/** Overlays are registered for the sites of joined campaigns, and no others. One alignment at a time. */
export function alignSites(store: Store): Promise<void> {
  line = line
    .catch(() => {})
    .then(async () => {
      const db = await store.open();
      const joined = await Promise.all(
        (await db.getAllKeys('joins')).map((campaign) => db.get('campaigns', campaign)),
      );
      const origins = joined.flatMap((campaign) => (campaign ? originsOf(campaign.terms.universe) : []));
      await alignRegistrations([...new Set(origins)]);
    });
  return line;
}
