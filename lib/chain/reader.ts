import { getBlock, getContractEvents, readContract } from 'viem/actions';
import { campaignEscrowAbi } from '../protocol/abi/campaign-escrow.ts';
import { rewardDistributorAbi } from '../protocol/abi/reward-distributor.ts';
import { type Hex, lower } from '../protocol/scalar/hex.ts';
import { nodeAt } from './node.ts';
import { onChain } from './on-chain.ts';

/** The pair of contracts, and a node to read them from. */
export interface ChainPlace {
  rpcUrl: string;
  chainId: number;
  escrow: Hex;
  distributor: Hex;
}

export interface CampaignOnChain {
  active: boolean;
  requester: Hex;
  token: Hex;
  termsHash: Hex;
  /** Smallest units. */
  remaining: bigint;
  /** Seconds since 1970. */
  closesAt: number;
  settleBy: number;
}

export interface ActivatedEpoch {
  rewardRoot: Hex;
  openRoot: Hex;
  statementHash: Hex;
}

/** The newest active epoch, 0 before the first, and when it became active: seconds since 1970, 0 before the first. */
export interface LastActivation {
  epoch: number;
  at: number;
}

/** What the extension checks the relay's word against. Every call throws `chain-unavailable` (retry) or `wrong-chain`. */
export interface ChainReader {
  campaign(id: Hex): Promise<CampaignOnChain>;
  lastActivation(): Promise<LastActivation>;
  /** The chain's own time, that of its newest block: seconds since 1970. */
  time(): Promise<number>;
  /** Undefined while the epoch is not active. */
  activated(epoch: number): Promise<ActivatedEpoch | undefined>;
  /** Who must have signed the receipts of this epoch. */
  receiptKey(epoch: number): Promise<Hex>;
  claimed(payTo: Hex, token: Hex): Promise<bigint>;
}

const activeState = 1;

export function makeChainReader(place: ChainPlace): ChainReader {
  const client = nodeAt(place.rpcUrl);
  const escrow = { address: place.escrow, abi: campaignEscrowAbi } as const;
  const distributor = { address: place.distributor, abi: rewardDistributorAbi } as const;
  const read = onChain(client, place.chainId);

  return {
    campaign: (id) =>
      read(async () => {
        const found = await readContract(client, { ...escrow, functionName: 'campaign', args: [id] });
        return {
          active: found.state === activeState,
          requester: lower(found.requester),
          token: lower(found.token),
          termsHash: lower(found.termsHash),
          remaining: found.remaining,
          closesAt: Number(found.closesAt),
          settleBy: Number(found.settleBy),
        };
      }),
    lastActivation: () =>
      read(async () => {
        const { last, activatedAt } = await readContract(client, { ...escrow, functionName: 'epochs' });
        return { epoch: last, at: Number(activatedAt) };
      }),
    time: () => read(async () => Number((await getBlock(client)).timestamp)),
    activated: (epoch) =>
      read(async () => {
        const [log] = await getContractEvents(client, {
          ...escrow,
          eventName: 'Activated',
          args: { epoch },
          fromBlock: 0n,
          strict: true,
        });
        if (log === undefined) return undefined;
        const { rewardRoot, openRoot, statementHash } = log.args;
        return {
          rewardRoot: lower(rewardRoot),
          openRoot: lower(openRoot),
          statementHash: lower(statementHash),
        };
      }),
    receiptKey: (epoch) =>
      read(async () =>
        lower(await readContract(client, { ...escrow, functionName: 'receiptKey', args: [epoch] })),
      ),
    claimed: (payTo, token) =>
      read(() => readContract(client, { ...distributor, functionName: 'claimed', args: [payTo, token] })),
  };
}
