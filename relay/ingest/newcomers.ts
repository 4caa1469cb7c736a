import { type Kysely, sql } from 'kysely';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { mostOfNewcomer } from '../../lib/protocol/terms/newcomer.ts';
import type { Tables } from '../db/tables.ts';

/** Received labels of an account, and of those that count as one with it, of which a campaign has judged none; null for one that is known. */
export type NewcomerReader = (
  db: Kysely<Tables>,
  campaign: Hex,
  account: Hex,
  accounts: readonly Hex[],
) => Promise<number | null>;

/** Who is known stays so, and is asked of the database once; as many are kept in memory. */
const mostKnown = 200_000;

/**
 * The batches of a newcomer are few: an account's first ones say whether any is judged. What an epoch judged counts from its
 * cut on; should the epoch be dropped, who was known by it alone is new again to a relay that starts then.
 */
export function newcomerReader(): NewcomerReader {
  const known = new Set<string>();
  return async (db, campaign, account, accounts) => {
    const name = `${campaign}${account}`;
    if (known.has(name)) return null;
    const { rows } = await sql<{ received: number; judged: boolean }>`select
        coalesce(sum(received), 0)::int4 received,
        coalesce(bool_or(exists (select from findings f where f.campaign = ${campaign} and f.number = b.number)), false) judged
      from (select number, received from batches
        where account = any(${accounts}) and campaign = ${campaign} and received > 0
        order by id limit ${mostOfNewcomer + 1}) b`.execute(db);
    const row = rows[0]!;
    if (!row.judged) return row.received;
    if (known.size >= mostKnown) known.clear();
    known.add(name);
    return null;
  };
}
