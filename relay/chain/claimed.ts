import { rewardDistributorAbi } from '../../lib/protocol/abi/reward-distributor.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Chain } from './client.ts';

/** What the distributor has paid to a payTo in a token so far, at the newest block. */
export const claimedBy = ({ client, distributor }: Chain, payTo: Hex, token: Hex): Promise<bigint> =>
  client.readContract({
    address: distributor,
    abi: rewardDistributorAbi,
    functionName: 'claimed',
    args: [payTo, token],
  });
