import type { RewardLeaf } from '../../lib/protocol/ledger/leaves.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';

/** What a payTo earns in an epoch. */
export interface Credit {
  payTo: Hex;
  token: Hex;
  amount: bigint;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The reward leaves after an epoch: the last active epoch's, grown by its credits; by payTo, then token. */
export function rewardLeaves(before: readonly RewardLeaf[], credits: readonly Credit[]): RewardLeaf[] {
  const sums = new Map<string, Credit>();
  const earned = before.map(([payTo, token, cumulative]) => ({ payTo, token, amount: BigInt(cumulative) }));
  for (const { payTo, token, amount } of [...earned, ...credits]) {
    const name = `${payTo}${token}`;
    sums.set(name, { payTo, token, amount: (sums.get(name)?.amount ?? 0n) + amount });
  }
  return [...sums.values()]
    .sort((a, b) => order(a.payTo, b.payTo) || order(a.token, b.token))
    .map(({ payTo, token, amount }) => [payTo, token, amount.toString()]);
}
