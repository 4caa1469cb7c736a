import * as v from 'valibot';
import type { AnyListing } from '../protocol/api/campaigns.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Database } from '../storage/database.ts';
import { writeStrictly } from '../storage/write.ts';

/** Listings one by one: those that this version reads, and the campaigns of all others. Nothing that it does not know is dropped. */
export function readListings<T>(
  schema: v.GenericSchema<unknown, T>,
  told: readonly AnyListing[],
): { read: T[]; newer: Hex[] } {
  const read: T[] = [];
  const newer: Hex[] = [];
  for (const one of told) {
    const got = v.safeParse(schema, one, { abortEarly: true });
    if (got.success) read.push(got.output);
    else newer.push(one.campaign);
  }
  return { read, newer };
}

/** Campaigns that a relay lists and that this version could not read when it last heard of them. */
export async function newerAt(db: Database, relay: string): Promise<Set<string>> {
  const keys = await db.getAllKeys('newer', IDBKeyRange.bound([relay], [relay, []]));
  return new Set(keys.map(([, campaign]) => campaign));
}

/** Remembers them, so that a change of one that comes without its terms is no sign that something was lost. */
export async function keepNewer(
  db: Database,
  relay: string,
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
): Promise<void> {
  const added = [...after].filter((campaign) => !before.has(campaign));
  const read = [...before].filter((campaign) => !after.has(campaign));
  if (added.length + read.length === 0) return;
  await writeStrictly(db, ['newer'], async (transaction) => {
    const newer = transaction.objectStore('newer');
    await Promise.all([
      ...added.map((campaign) => newer.put(true, [relay, campaign])),
      ...read.map((campaign) => newer.delete([relay, campaign])),
    ]);
  });
}
