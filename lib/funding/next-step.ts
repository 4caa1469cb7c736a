import type { FundOnChain } from '../chain/purse.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { ChainStep, OrderRecord } from '../storage/records.ts';

export type Step =
  | { step: Exclude<ChainStep, 'approve'>; amount: bigint }
  | { step: 'approve'; amount: bigint }
  | { step: 'list' }
  | { step: 'done' }
  /** The campaign is over on chain: nothing can be added. */
  | { step: 'over' };

type Wanted = Pick<OrderRecord, 'deposit' | 'listed' | 'refund'> & { termsHash: Hex };

/**
 * What is still to be done so that chain and relay are as an order wants them. Derived from what stands there, never from
 * what was tried: whoever asks again after a crash gets the next step, and a step that was done is not asked for twice.
 */
export function nextStep(
  { deposit, listed, termsHash, refund }: Wanted,
  { state, deposited, remaining, termsHash: onChain }: Omit<FundOnChain, 'closesAt' | 'settleBy'>,
  allowance: bigint,
): Step {
  if (state === 'final' && refund && remaining > 0n) return { step: 'refund', amount: remaining };
  if (state !== 'none' && state !== 'active') return { step: 'over' };
  const missing = BigInt(deposit) - (state === 'none' ? 0n : deposited);
  if (missing > 0n && allowance < missing) return { step: 'approve', amount: missing };
  if (state === 'none') return { step: 'open', amount: missing };
  if (missing > 0n) return { step: 'topUp', amount: missing };
  if (onChain !== termsHash) return { step: 'amend', amount: 0n };
  return { step: listed === termsHash ? 'done' : 'list' };
}
