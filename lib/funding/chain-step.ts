import { amendCall, approveCall, type Call, openCall, refundCall, topUpCall } from '../chain/calls.ts';
import type { EscrowRules, FundOnChain } from '../chain/purse.ts';
import { termsHash } from '../protocol/signed/ids.ts';
import type { ChainStep, OrderRecord } from '../storage/records.ts';

const hour = 3600;

/** When all labels of these terms are settled at the latest: what the escrow and the relay ask for. */
const settleByOf = ({ terms }: OrderRecord, { timelock }: Pick<EscrowRules, 'timelock'>): number =>
  terms.closes + terms.acceptByHours * hour + 2 * timelock;

/** The transaction of a step, built from the order alone and what stands on chain. */
export function callFor(
  order: OrderRecord,
  { step, amount }: { step: ChainStep; amount: bigint },
  rules: Pick<EscrowRules, 'timelock'>,
  fund: Pick<FundOnChain, 'settleBy'>,
): Call {
  const { campaign, salt, terms } = order;
  const { escrow, token, requester } = terms;
  const promised = {
    termsHash: termsHash(terms),
    closesAt: terms.closes,
    settleBy: Math.max(settleByOf(order, rules), fund.settleBy),
  };
  switch (step) {
    case 'approve':
      return approveCall(token, escrow, amount);
    case 'open':
      return openCall(escrow, { salt, requester, token, amount, ...promised });
    case 'topUp':
      return topUpCall(escrow, campaign, amount);
    case 'refund':
      return refundCall(escrow, campaign);
    case 'amend':
      return amendCall(escrow, campaign, promised);
  }
}
