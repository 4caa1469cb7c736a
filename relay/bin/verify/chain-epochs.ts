import { BaseError, createPublicClient, http } from 'viem';
import { campaignEscrowAbi } from '../../../lib/protocol/abi/campaign-escrow.ts';
import { type Hex, lower } from '../../../lib/protocol/scalar/hex.ts';
import { StartError } from '../../start-error.ts';

/** What stands on chain of an active epoch. */
export interface ChainEpoch {
  rewardRoot: Hex;
  openRoot: Hex;
  statementHash: Hex;
  entriesHash: Hex;
}

export interface ChainEpochs {
  chainId: number;
  /** The last active epoch; 0 before the first. */
  last(): Promise<number>;
  /** Undefined while the epoch is not active. */
  epoch(number: number): Promise<ChainEpoch | undefined>;
  /** What a campaign's escrow was given up to now. */
  deposited(campaign: Hex): Promise<bigint>;
}

/** All throw StartError when the node does not say it. */
export async function chainEpochs(rpcUrl: string, address: Hex): Promise<ChainEpochs> {
  const said = <T>(asked: Promise<T>): Promise<T> =>
    asked.catch((cause: unknown) => {
      if (!(cause instanceof BaseError)) throw cause;
      throw new StartError(
        `The node at ${rpcUrl} does not say what stands in the escrow ${address}: ${cause.shortMessage} Name another node with --rpc, or another contract with --escrow.`,
        { cause },
      );
    });
  const client = createPublicClient({ ccipRead: false, transport: http(rpcUrl) });
  const escrow = { address, abi: campaignEscrowAbi } as const;
  const events = { ...escrow, fromBlock: 0n, strict: true } as const;
  return {
    chainId: await said(client.getChainId()),
    last: async () => (await said(client.readContract({ ...escrow, functionName: 'epochs' }))).last,
    deposited: async (campaign) =>
      (await said(client.readContract({ ...escrow, functionName: 'campaign', args: [campaign] }))).deposited,
    async epoch(epoch) {
      const args = { epoch };
      const [active] = await said(client.getContractEvents({ ...events, eventName: 'Activated', args }));
      const submitted = await said(client.getContractEvents({ ...events, eventName: 'Submitted', args }));
      if (active === undefined) return undefined;
      const statementHash = lower(active.args.statementHash);
      // Of several submissions of one epoch number the one that was activated.
      const roots = submitted.map((log) => log.args.roots);
      const own = roots.findLast((one) => lower(one.statementHash) === statementHash);
      return {
        rewardRoot: lower(active.args.rewardRoot),
        openRoot: lower(active.args.openRoot),
        statementHash,
        entriesHash: lower(own?.entriesHash ?? '0x'),
      };
    },
  };
}
