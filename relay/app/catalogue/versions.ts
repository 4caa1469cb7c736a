import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Listing } from '../../../lib/protocol/api/campaigns.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import type { CatalogueEntriesTable, CatalogueVersionsTable } from '../../db/catalogue-tables.ts';
import { chunks } from '../../db/chunks.ts';
import type { Tables } from '../../db/tables.ts';

/** What this process knows of the catalogue's versions, which all processes on the database share. */
export interface Known {
  newest: CatalogueVersionsTable;
  /** The newest version of each tag: of equal wholes it does not matter which a device has. */
  byTag: Map<string, CatalogueVersionsTable>;
  entries: Map<Hex, CatalogueEntriesTable>;
}

export const nothingKnown = (): Known => ({
  newest: { version: 0, tag: '', made_at: 0 },
  byTag: new Map(),
  entries: new Map(),
});

/** How long a device may be away and still be told only what changed: a long weekend. In seconds. */
const kept = 3 * 86_400;

/** Reads what other processes wrote meanwhile. Under the lock, so that no version is half there. */
export async function catchUp(trx: Transaction<Tables>, known: Known): Promise<void> {
  const { version } = known.newest;
  const versions = trx.selectFrom('catalogue_versions').where('version', '>', version).orderBy('version');
  const entries = trx.selectFrom('catalogue_entries').where('version', '>', version);
  note(known, await versions.selectAll().execute(), await entries.selectAll().execute());
}

/** Takes versions and entries that stand in the database, and forgets what is too old to be asked for. */
export function note(
  known: Known,
  versions: readonly CatalogueVersionsTable[],
  entries: readonly CatalogueEntriesTable[],
): void {
  for (const version of versions) {
    known.newest = version;
    // In the order of the versions, whichever tag was there before.
    known.byTag.delete(version.tag);
    known.byTag.set(version.tag, version);
  }
  for (const entry of entries) known.entries.set(entry.campaign, entry);
  forget(known, known.newest.made_at - kept);
}

function forget({ byTag, entries }: Known, before: number): void {
  const old = [...byTag.values()].filter(({ made_at }) => made_at < before);
  if (old.length === 0) return;
  for (const { tag } of old) byTag.delete(tag);
  const [oldest] = byTag.values();
  for (const { campaign, told, version } of entries.values())
    if (told === null && oldest !== undefined && version <= oldest.version) entries.delete(campaign);
}

const toldOf = ({ terms: _, ...told }: Listing): string => canonicalText(told);

/** What the listings change, as the rows of the next version; undefined where that is nothing. */
export function changes(
  { newest, entries }: Known,
  listed: readonly Listing[],
  now: number,
): { version: CatalogueVersionsTable; entries: CatalogueEntriesTable[] } | undefined {
  const version = newest.version + 1;
  const hash = createHash('sha256');
  const changed: CatalogueEntriesTable[] = [];
  for (const listing of listed) {
    const { campaign, termsHash: terms_hash } = listing;
    const told = toldOf(listing);
    hash.update(told);
    const before = entries.get(campaign);
    if (before?.told === told) continue;
    const hasTerms = before !== undefined && before.told !== null && before.terms_hash === terms_hash;
    const terms_version = hasTerms ? before.terms_version : version;
    changed.push({ campaign, version, terms_version, terms_hash, told });
  }
  const isListed = new Set(listed.map(({ campaign }) => campaign));
  for (const before of entries.values())
    if (before.told !== null && !isListed.has(before.campaign))
      changed.push({ ...before, version, told: null });
  if (changed.length === 0 && newest.version > 0) return undefined;
  return { version: { version, tag: hash.digest('base64url'), made_at: now }, entries: changed };
}

/** Writes the next version, and lets go what no device is told from any more. */
export async function write(
  trx: Transaction<Tables>,
  version: CatalogueVersionsTable,
  entries: readonly CatalogueEntriesTable[],
): Promise<void> {
  for (const rows of chunks(entries))
    await trx
      .insertInto('catalogue_entries')
      .values(rows)
      .onConflict((on) =>
        on.column('campaign').doUpdateSet(({ ref }) => ({
          version: ref('excluded.version'),
          terms_version: ref('excluded.terms_version'),
          terms_hash: ref('excluded.terms_hash'),
          told: ref('excluded.told'),
        })),
      )
      .execute();
  await trx.insertInto('catalogue_versions').values(version).execute();
  await trx
    .deleteFrom('catalogue_versions')
    .where('made_at', '<', version.made_at - kept)
    .execute();
  await trx
    .deleteFrom('catalogue_entries')
    .where('told', 'is', null)
    .where('version', '<=', ({ selectFrom, fn }) =>
      selectFrom('catalogue_versions').select(fn.min('version').as('oldest')),
    )
    .execute();
}
