import type { LabelState } from '../protocol/label/state.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { moneyOf, type TokensOf } from '../queue/offers.ts';
import type { RewardRecord } from '../storage/records.ts';
import type { EarningsView } from '../view/overview.ts';
import type { Kept } from './kept.ts';

interface Sum {
  /** One that says what the token is. */
  relay: string;
  payTo: Hex;
  token: Hex;
  open: bigint;
  credited: bigint;
  claimed: bigint;
  claimable: bigint;
  claim: RewardRecord['claim'];
}

/** A distributor that paid more than the kept leaf says owes nothing; another's debt is not less by it. */
const above = (difference: bigint): bigint => (difference > 0n ? difference : 0n);

const isOpen = (state: LabelState): boolean => state === 'received' || state === 'held';

const nothing = { open: 0n, credited: 0n, claimed: 0n, claimable: 0n, claim: null };

/**
 * Per payTo and token, over all relays: what receipts still reserve, and what roots on chain make claimable.
 * Receipts of recent labels are named with nothing where all of it is settled.
 */
export function earningsViews(
  { recent, open, batches }: Pick<Kept, 'recent' | 'open' | 'batches'>,
  rewards: readonly RewardRecord[],
  tokensOf: TokensOf,
): EarningsView[] {
  const sums = new Map<string, Sum>();
  const sumOf = (relay: string, payTo: Hex, token: Hex): Sum => {
    const key = `${payTo}${token}`;
    const sum = sums.get(key) ?? { relay, payTo, token, ...nothing };
    sums.set(key, sum);
    return sum;
  };
  for (const { amount, batch, state } of [...recent.filter(({ state }) => !isOpen(state)), ...open]) {
    const carried = batch === null ? undefined : batches.get(batch.hash);
    const receipt = carried?.answer?.receipt;
    if (carried === undefined || receipt === undefined || amount === null) continue;
    sumOf(carried.relay, receipt.payTo, carried.token).open += isOpen(state) ? BigInt(amount) : 0n;
  }
  for (const reward of rewards) {
    const sum = sumOf(reward.relay, reward.payTo, reward.token);
    const credited = BigInt(reward.cumulative);
    const claimed = BigInt(reward.claimed);
    sum.credited += credited;
    sum.claimed += claimed;
    sum.claimable += above(credited - claimed);
    sum.claim = reward.claim ?? sum.claim;
  }
  return [...sums.values()].map(({ relay, payTo, token, open, credited, claimed, claimable, claim }) => {
    const money = (units: bigint) => moneyOf(units.toString(), token, tokensOf(relay));
    return {
      payTo,
      open: money(open),
      credited: money(credited),
      claimed: money(claimed),
      claimable: money(claimable),
      claim: claim && { state: claim.state, txHash: claim.txHash, amount: money(BigInt(claim.amount)) },
    };
  });
}
