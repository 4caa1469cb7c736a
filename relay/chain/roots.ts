import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { rewardDistributorAbi } from '../../lib/protocol/abi/reward-distributor.ts';
import type { Statement } from '../../lib/protocol/ledger/statement.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Chain } from './client.ts';
import { pendingHashOf } from './root-calls.ts';

/**
 * Whether the epoch that was activated last has the rewards and the open promises of this statement, rather than those of
 * a database that is lost.
 */
export async function isActivated(chain: Chain, statement: Statement): Promise<boolean> {
  const [rewardRoot, openRoot] = await Promise.all([
    chain.client.readContract({
      address: chain.distributor,
      abi: rewardDistributorAbi,
      functionName: 'rewardRoot',
      args: [statement.epoch],
    }),
    chain.client.readContract({ address: chain.escrow, abi: campaignEscrowAbi, functionName: 'openRoot' }),
  ]);
  return rewardRoot === statement.rewardRoot && openRoot === statement.openRoot;
}

/** Whether the root that is pending on chain is the one of this statement. */
export async function isPending(chain: Chain, statement: Statement, statementHash: Hex): Promise<boolean> {
  const pending = await chain.client.readContract({
    address: chain.escrow,
    abi: campaignEscrowAbi,
    functionName: 'pendingHash',
  });
  return pending === pendingHashOf(statement, statementHash);
}
