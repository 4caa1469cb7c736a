import type { OwnPart } from '../audit/own-part.ts';
import type { Token } from '../protocol/api/relay.ts';
import { everyTask } from '../protocol/signed/lottery.ts';
import { moneyOf } from '../queue/offers.ts';
import type { CampaignRecord, JoinRecord } from '../storage/records.ts';
import { originsOf } from '../targeting/hosts.ts';
import { isAudience } from '../view/audience.ts';
import type { CampaignView } from '../view/overview.ts';

const ppmOf = ({ own, total }: OwnPart) => (total === 0 ? 0 : Math.floor((own / total) * 1_000_000));

export function campaignView(
  { campaign, terms, funding, medianSeconds, refusalRate, lottery }: CampaignRecord,
  joined: JoinRecord | undefined,
  granted: boolean,
  tokens: readonly Token[],
  reads: readonly string[],
): CampaignView {
  return {
    campaign,
    title: terms.title,
    requester: terms.requester,
    questions: terms.questions,
    price: moneyOf(terms.price, terms.token, tokens),
    free: funding && moneyOf(funding.free, terms.token, tokens),
    origins: originsOf(terms.universe),
    audience: terms.audience.languages,
    fits: isAudience(terms.audience.languages, reads),
    joined: joined !== undefined,
    granted,
    payTo: joined?.payTo ?? null,
    payToTold: joined !== undefined && joined.delegatedPayTo === joined.payTo,
    opens: terms.opens * 1000,
    closes: terms.closes * 1000,
    medianSeconds,
    acceptByHours: terms.acceptByHours,
    labelersShare: terms.labelersShare,
    ownPart: joined?.part === undefined ? null : ppmOf(joined.part),
    refusalRate,
    lotteryShare: lottery?.share ?? everyTask,
    redundancy: terms.policy.redundancy,
    pay: terms.policy.pay,
  };
}
