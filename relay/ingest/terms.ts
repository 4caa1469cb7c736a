import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { parseJson } from '../../lib/protocol/api/json.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { type Terms, terms } from '../../lib/protocol/terms/terms.ts';
import type { CampaignsTable, Tables } from '../db/tables.ts';

/** Reads the terms that a campaign has, or had, by their hash; undefined when it never had them. */
export type TermsReader = (db: Kysely<Tables>, campaign: Hex, hash: Hex) => Promise<Terms | undefined>;

/**
 * Terms never change under their hash, so a parsed copy is good for ever; the one read longest ago goes first.
 * @param most characters of the terms that are kept: one may have two million
 */
export function termsReader(most = 40_000_000): TermsReader {
  const kept = new Map<string, Loaded>();
  let characters = 0;
  return async (db, campaign, hash) => {
    const name = `${campaign}${hash}`;
    const found = kept.get(name) ?? (await load(db, campaign, hash));
    if (found === undefined) return undefined;
    if (!kept.delete(name)) characters += found.length;
    kept.set(name, found);
    for (const [oldest, { length }] of kept) {
      if (characters <= most) break;
      kept.delete(oldest);
      characters -= length;
    }
    return found.terms;
  };
}

/**
 * Terms as far as they can be read: those that are of another version or damaged are as none, and keep nothing from the other
 * campaigns. The log says it.
 */
export async function termsIfReadable(
  { termsOf, log }: { termsOf: TermsReader; log: Pick<Logger, 'error'> },
  db: Kysely<Tables>,
  { campaign, terms_hash }: Pick<CampaignsTable, 'campaign' | 'terms_hash'>,
): Promise<Terms | undefined> {
  try {
    return await termsOf(db, campaign, terms_hash);
  } catch (error) {
    if (!(error instanceof UnreadableTerms)) throw error;
    log.error({ err: error, campaign }, 'terms can not be read');
    return undefined;
  }
}

/** The text of terms that some campaign has, or had; it hashes to `hash`. */
export async function termsText(db: Kysely<Tables>, hash: Hex): Promise<string | undefined> {
  const row = await db
    .selectFrom('campaign_terms')
    .select('terms')
    .where('terms_hash', '=', hash)
    .limit(1)
    .executeTakeFirst();
  return row?.terms;
}

class UnreadableTerms extends TypeError {}

interface Loaded {
  terms: Terms;
  length: number;
}

async function load(db: Kysely<Tables>, campaign: Hex, hash: Hex): Promise<Loaded | undefined> {
  const row = await db
    .selectFrom('campaign_terms')
    .select('terms')
    .where('campaign', '=', campaign)
    .where('terms_hash', '=', hash)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const read = parseJson(terms, row.terms);
  if (!read.ok) throw new UnreadableTerms(`terms ${hash} in the database: ${read.detail}`);
  return { terms: read.value, length: row.terms.length };
}
