import { getBlock, readContract } from 'viem/actions';
import { keccak256, stringToBytes } from 'viem/utils';
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

/** Of `Activated(uint32 indexed epoch, bytes32 rewardRoot, bytes32 openRoot, bytes32 statementHash)`. */
const activatedTopic = () => keccak256(stringToBytes('Activated(uint32,bytes32,bytes32,bytes32)'));
const threeWords = /^0x([0-9a-f]{64})([0-9a-f]{64})([0-9a-f]{64})$/;

/** The log of an epoch's activation, as a node gives it; undefined where there is none, or none that says what ours do. */
function activationIn([log]: readonly { data: Hex }[]): ActivatedEpoch | undefined {
  const [, rewardRoot, openRoot, statementHash] = threeWords.exec(lower(log?.data ?? '0x')) ?? [];
  if (statementHash === undefined) return undefined;
  return { rewardRoot: `0x${rewardRoot}`, openRoot: `0x${openRoot}`, statementHash: `0x${statementHash}` };
}

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
        const word: Hex = `0x${epoch.toString(16).padStart(64, '0')}`;
        const logs = await client.request<{
          Method: 'eth_getLogs';
          Parameters: [object];
          ReturnType: { data: Hex }[];
        }>({
          method: 'eth_getLogs',
          params: [
            { address: place.escrow, topics: [activatedTopic(), word], fromBlock: '0x0', toBlock: 'latest' },
          ],
        });
        return activationIn(logs);
      }),
    receiptKey: (epoch) =>
      read(async () =>
        lower(await readContract(client, { ...escrow, functionName: 'receiptKey', args: [epoch] })),
      ),
    claimed: (payTo, token) =>
      read(() => readContract(client, { ...distributor, functionName: 'claimed', args: [payTo, token] })),
  };
}
