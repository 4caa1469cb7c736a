import { sql, type Transaction } from 'kysely';
import { bytesToHex, hexToBytes } from '../../lib/protocol/ledger/bytes.ts';
import { blindedAt, openLeafHash } from '../../lib/protocol/ledger/leaves.ts';
import { buildTree, type Keccak } from '../../lib/protocol/ledger/tree.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Tables } from '../db/tables.ts';
import type { Owed } from './settle-campaign.ts';

/**
 * Hashes of a campaign's open leaves, one per campaign key and payTo. Each is blinded by what its labeler alone knows beside us.
 */
export async function openLeaves(
  trx: Transaction<Tables>,
  campaign: Hex,
  openBy: readonly Owed[],
  epoch: number,
  keccak: Keccak,
): Promise<Hex[]> {
  if (openBy.length === 0) return [];
  const keys = [...new Set(openBy.map(({ key }) => key))];
  const blinds = await blindsOf(trx, campaign, keys);
  return openBy.map(({ key, payTo, amount }) => {
    const blind = blinds.get(key);
    if (blind === undefined) throw new Error(`no delegation of ${key} for ${campaign}`);
    const blinded = bytesToHex(blindedAt(blind, epoch, keccak));
    return bytesToHex(openLeafHash({ campaign, payTo, amount, blinded }, keccak));
  });
}

/** What a campaign's labels are priced at that are received and that no active epoch has settled. */
export async function owedOf(trx: Transaction<Tables>, campaign: Hex): Promise<Owed[]> {
  const { rows } = await sql<Owed>`select key, pay_to "payTo", sum(open * price) amount from batches
    where campaign = ${campaign} and open > 0 group by key, pay_to`.execute(trx);
  return rows;
}

/** The open leaves of all campaigns, ascending so that their order tells nothing; and their root. */
export function openTree(unsorted: readonly Hex[], keccak: Keccak): { root: Hex; leaves: Hex[] } {
  const leaves = unsorted.toSorted();
  const hashes = new Uint8Array(leaves.length * 32);
  leaves.forEach((leaf, index) => {
    hashes.set(hexToBytes(leaf), index * 32);
  });
  return { root: buildTree(hashes, keccak).root, leaves };
}

/** The blind of each of these campaign keys, as its newest link 2 has it. */
async function blindsOf(
  trx: Transaction<Tables>,
  campaign: Hex,
  keys: readonly Hex[],
): Promise<Map<Hex, Hex>> {
  const links = await trx
    .selectFrom('delegations')
    .select(['key', 'blind'])
    .where(sql<boolean>`key = any(${keys}::text[])`)
    .where('campaign', '=', campaign)
    .orderBy('position')
    .execute();
  return new Map(links.map(({ key, blind }) => [key, blind]));
}
