import { campaignEscrowAbi } from '../../../lib/protocol/abi/campaign-escrow.ts';
import { rewardDistributorAbi } from '../../../lib/protocol/abi/reward-distributor.ts';
import { testTokenAbi } from '../../../lib/protocol/abi/test-token.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import type { Chain } from '../../stand/chain.ts';
import type { Contracts } from '../../stand/contracts.ts';
import { walletOf } from '../../stand/wallet.ts';

type Place = { chain: Chain; contracts: Contracts };

const reader = ({ chain }: Place) => walletOf(chain, 'deployer').publicClient;

/** What an address holds of the test token, read over RPC, in smallest units. */
export const balanceOf = (place: Place, payTo: Hex): Promise<bigint> =>
  reader(place).readContract({
    address: place.contracts.token,
    abi: testTokenAbi,
    functionName: 'balanceOf',
    args: [payTo],
  });

/** What was activated as this epoch. @returns undefined while it is not active */
export async function activatedEpoch(
  place: Place,
  epoch: number,
): Promise<{ statementHash: Hex; rewardRoot: Hex } | undefined> {
  const [log] = await reader(place).getContractEvents({
    address: place.contracts.escrow,
    abi: campaignEscrowAbi,
    eventName: 'Activated',
    args: { epoch },
    fromBlock: 0n,
    strict: true,
  });
  return log?.args;
}

/** The last payment to an address, with its transaction. @returns undefined while there is none */
export async function lastClaim(
  place: Place,
  payTo: Hex,
): Promise<{ txHash: Hex; amount: bigint; paidBy: Hex } | undefined> {
  const logs = await reader(place).getContractEvents({
    address: place.contracts.distributor,
    abi: rewardDistributorAbi,
    eventName: 'Claimed',
    args: { payTo },
    fromBlock: 0n,
    strict: true,
  });
  const last = logs.at(-1);
  if (last === undefined) return undefined;
  const { from } = await reader(place).getTransaction({ hash: last.transactionHash });
  return { txHash: last.transactionHash, amount: last.args.amount, paidBy: from };
}
