import { BaseError, createPublicClient, http } from 'viem';
import { campaignEscrowAbi } from '../../../lib/protocol/abi/campaign-escrow.ts';
import { type Hex, lower } from '../../../lib/protocol/scalar/hex.ts';
import { StartError } from '../../start-error.ts';

/** What stands on chain of an active epoch. */
export interface ChainEpoch {
  /** Seconds since 1970. */
  cut: number;
  /** When it could be activated, by the chain's clock: later than it was submitted. `cut` is the relay's word. */
  dueAt: number;
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
  /** What a campaign's escrow was given up to now, and when it was opened, in seconds. */
  campaign(campaign: Hex): Promise<{ deposited: bigint; openedAt: number }>;
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
  const read = async (epoch: number): Promise<ChainEpoch | undefined> => {
    const args = { epoch };
    const [active] = await said(client.getContractEvents({ ...events, eventName: 'Activated', args }));
    if (active === undefined) return undefined;
    const submitted = await said(client.getContractEvents({ ...events, eventName: 'Submitted', args }));
    const statementHash = lower(active.args.statementHash);
    // Of several submissions of one epoch number the one that was activated.
    const own = submitted.findLast(({ args }) => lower(args.roots.statementHash) === statementHash)?.args;
    return {
      cut: Number(own?.roots.cut ?? 0),
      dueAt: Number(own?.dueAt ?? 0),
      rewardRoot: lower(active.args.rewardRoot),
      openRoot: lower(active.args.openRoot),
      statementHash,
      entriesHash: lower(own?.roots.entriesHash ?? '0x'),
    };
  };
  const known = new Map<number, Promise<ChainEpoch | undefined>>();
  return {
    chainId: await said(client.getChainId()),
    last: async () => (await said(client.readContract({ ...escrow, functionName: 'epochs' }))).last,
    async campaign(campaign) {
      const asked = client.readContract({ ...escrow, functionName: 'campaign', args: [campaign] });
      const { deposited, openedAt } = await said(asked);
      return { deposited, openedAt: Number(openedAt) };
    },
    epoch(number) {
      const asked = known.get(number) ?? read(number);
      known.set(number, asked);
      return asked;
    },
  };
}
