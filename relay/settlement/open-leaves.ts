import type { Transaction } from 'kysely';
import { bytesToHex, hexToBytes } from '../../lib/protocol/ledger/bytes.ts';
import { blindedAt, openLeafHash } from '../../lib/protocol/ledger/leaves.ts';
import { buildTree, type Keccak } from '../../lib/protocol/ledger/tree.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Tables } from '../db/tables.ts';
import type { CampaignPart } from './campaign-part.ts';

/**
 * Hashes of the open leaves, one per campaign key and payTo, ascending so that their order tells nothing; and their
 * root. Each is blinded by what its labeler alone knows beside us.
 */
export async function openTree(
  trx: Transaction<Tables>,
  parts: readonly CampaignPart[],
  epoch: number,
  keccak: Keccak,
): Promise<{ root: Hex; leaves: Hex[] }> {
  const leaves: Hex[] = [];
  for (const { campaign, settlement } of parts) {
    if (settlement.openBy.length === 0) continue;
    const blinds = await blindsOf(trx, campaign);
    for (const { key, payTo, amount } of settlement.openBy) {
      const blind = blinds.get(key);
      if (blind === undefined) throw new Error(`no delegation of ${key} for ${campaign}`);
      const blinded = bytesToHex(blindedAt(blind, epoch, keccak));
      leaves.push(bytesToHex(openLeafHash({ campaign, payTo, amount, blinded }, keccak)));
    }
  }
  leaves.sort();
  const hashes = new Uint8Array(leaves.length * 32);
  leaves.forEach((leaf, index) => {
    hashes.set(hexToBytes(leaf), index * 32);
  });
  return { root: buildTree(hashes, keccak).root, leaves };
}

/** The blind of each campaign key, as its newest link 2 has it. */
async function blindsOf(trx: Transaction<Tables>, campaign: Hex): Promise<Map<Hex, Hex>> {
  const links = await trx
    .selectFrom('delegations')
    .select(['key', 'blind'])
    .where('campaign', '=', campaign)
    .orderBy('position')
    .execute();
  return new Map(links.map(({ key, blind }) => [key, blind]));
}
