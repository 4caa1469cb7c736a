import { encodeFunctionData, erc20Abi } from 'viem';
import { campaignEscrowAbi } from '../protocol/abi/campaign-escrow.ts';
import type { Hex } from '../protocol/scalar/hex.ts';

/** A call of a contract that changes the chain, ready to be signed. */
export interface Call {
  to: Hex;
  data: Hex;
}

/** ERC-20: the escrow may take so much of the caller's tokens. */
export const approveCall = (token: Hex, escrow: Hex, amount: bigint): Call => ({
  to: token,
  data: encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [escrow, amount] }),
});

export const transferCall = (token: Hex, to: Hex, amount: bigint): Call => ({
  to: token,
  data: encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] }),
});

export interface Opening {
  salt: Hex;
  requester: Hex;
  token: Hex;
  amount: bigint;
  termsHash: Hex;
  closesAt: number;
  settleBy: number;
}

export const openCall = (escrow: Hex, opening: Opening): Call => ({
  to: escrow,
  data: encodeFunctionData({
    abi: campaignEscrowAbi,
    functionName: 'open',
    args: [
      opening.salt,
      opening.requester,
      opening.token,
      opening.amount,
      opening.termsHash,
      BigInt(opening.closesAt),
      BigInt(opening.settleBy),
    ],
  }),
});

export const topUpCall = (escrow: Hex, campaign: Hex, amount: bigint): Call => ({
  to: escrow,
  data: encodeFunctionData({ abi: campaignEscrowAbi, functionName: 'topUp', args: [campaign, amount] }),
});

export const refundCall = (escrow: Hex, campaign: Hex): Call => ({
  to: escrow,
  data: encodeFunctionData({ abi: campaignEscrowAbi, functionName: 'refund', args: [campaign] }),
});

export const amendCall = (
  escrow: Hex,
  campaign: Hex,
  { termsHash, closesAt, settleBy }: Pick<Opening, 'termsHash' | 'closesAt' | 'settleBy'>,
): Call => ({
  to: escrow,
  data: encodeFunctionData({
    abi: campaignEscrowAbi,
    functionName: 'amend',
    args: [campaign, termsHash, BigInt(closesAt), BigInt(settleBy)],
  }),
});
