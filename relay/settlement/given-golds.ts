import type { Transaction } from 'kysely';
import { parseJson } from '../../lib/protocol/api/json.ts';
import type { Keccak } from '../../lib/protocol/ledger/tree.ts';
import { body } from '../../lib/protocol/question/body.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { type GivenGold, type Gold, givenTree } from '../../lib/protocol/signed/gold.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import type { Tables } from '../db/tables.ts';

/** The golds that a campaign's requester has given, with their proofs, by ref. */
export type GivenGolds = ReadonlyMap<Hex, GivenGold>;

export async function givenGolds(
  trx: Transaction<Tables>,
  campaign: Hex,
  terms: Pick<Terms, 'golds'>,
  keccak: Keccak,
): Promise<GivenGolds> {
  if (terms.golds === undefined) return new Map();
  const rows = await trx
    .selectFrom('given_golds')
    .select(['ref', 'truth', 'salt'])
    .where('campaign', '=', campaign)
    .orderBy('ref')
    .execute();
  const golds = rows.map(({ ref, truth, salt }): Gold => {
    const read = parseJson(body, truth);
    if (!read.ok) throw new TypeError(`given gold in the database: ${read.detail}`);
    return { ref, truth: read.value, salt };
  });
  const tree = givenTree(golds, keccak);
  return new Map(golds.map((gold, at) => [gold.ref, { ...gold, proof: tree.proof(at) }]));
}
