import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import { type Hex, lower } from '../../lib/protocol/scalar/hex.ts';
import { type Chain, finalBlock } from './client.ts';

const states = ['none', 'active', 'final', 'redeeming', 'refunded'] as const;

/** Times on chain have 64 bits, and a requester may set any: one beyond a database's and JSON's integers is never. */
const never = BigInt(Number.MAX_SAFE_INTEGER);
const secondsOf = (time: bigint): number => Number(time < never ? time : never);

/** A campaign as the escrow knows it at a final block. Amounts in the token's smallest unit, times in seconds. */
export interface ChainCampaign {
  requester: Hex;
  token: Hex;
  state: Exclude<(typeof states)[number], 'none'>;
  deposited: bigint;
  termsHash: Hex;
  openedAt: number;
  closesAt: number;
  settleBy: number;
  block: number;
}

/**
 * @param at a final block; the newest where it is not given
 * @returns undefined when the escrow does not know the campaign at that depth
 */
export async function readCampaign(
  chain: Chain,
  campaign: Hex,
  at?: bigint,
): Promise<ChainCampaign | undefined> {
  const block = at ?? (await finalBlock(chain));
  const found = await chain.client.readContract({
    address: chain.escrow,
    abi: campaignEscrowAbi,
    functionName: 'campaign',
    args: [campaign],
    blockNumber: block,
  });
  const state = states[found.state];
  if (state === undefined) throw new RangeError(`campaign state ${found.state}`);
  if (state === 'none') return undefined;
  return {
    requester: lower(found.requester),
    token: lower(found.token),
    state,
    deposited: found.deposited,
    termsHash: lower(found.termsHash),
    openedAt: secondsOf(found.openedAt),
    closesAt: secondsOf(found.closesAt),
    settleBy: secondsOf(found.settleBy),
    block: Number(block),
  };
}
