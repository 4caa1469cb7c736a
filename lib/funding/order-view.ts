import type { Token } from '../protocol/api/relay.ts';
import { campaignLink } from '../protocol/api/routes.ts';
import { termsHash } from '../protocol/signed/ids.ts';
import { moneyOf } from '../queue/offers.ts';
import type { OrderRecord } from '../storage/records.ts';
import type { OrderView } from '../view/console.ts';

export function orderView(order: OrderRecord, tokens: readonly Token[]): OrderView {
  const { campaign, relay, terms, stage, sent, problem, listed, plan } = order;
  const { universe, token, policy } = terms;
  return {
    campaign,
    title: terms.title,
    link: relay + campaignLink(campaign),
    stage,
    unfinished: sent !== null || problem !== null || listed !== termsHash(terms),
    txHash: sent?.hash ?? null,
    problem,
    price: moneyOf(terms.price, token, tokens),
    deposit: moneyOf(order.deposit, token, tokens),
    questions: terms.questions,
    unit: terms.targets.unit,
    placedAt: order.placedAt,
    closes: terms.closes * 1000,
    acceptByHours: terms.acceptByHours,
    redundancy: policy.redundancy,
    patterns: universe.kind === 'pattern' ? universe.patterns : universe.addresses,
    canTakeBack: plan !== null && stage === 'approving' && sent === null,
  };
}
