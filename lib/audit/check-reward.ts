import { type RewardLeaf, rewardLeafHash } from '../protocol/ledger/leaves.ts';
import { type Keccak, proves } from '../protocol/ledger/tree.ts';
import type { Hex } from '../protocol/scalar/hex.ts';

/**
 * Why a reward leaf is not good for what the statements credited to its payTo; undefined when it is.
 *
 * @param root the reward root of the leaf's epoch, as it stands on chain; undefined when that epoch is not active
 * @param credited sum of the credits of all own labels that statements have settled
 */
export function rewardFault(
  leaf: RewardLeaf,
  proof: readonly Hex[],
  root: Hex | undefined,
  credited: bigint,
  keccak: Keccak,
): { kind: 'wrong-root' | 'underpaid'; detail: string } | undefined {
  if (root === undefined || !proves(root, rewardLeafHash(leaf, keccak), proof, keccak))
    return { kind: 'wrong-root', detail: `the proof of ${leaf[0]} does not lead to a root on chain` };
  if (BigInt(leaf[2]) < credited)
    return {
      kind: 'underpaid',
      detail: `the leaf of ${leaf[0]} has ${leaf[2]}, the statements credited ${credited}`,
    };
  return undefined;
}
