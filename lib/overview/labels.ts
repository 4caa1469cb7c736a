import type { Token } from '../protocol/api/relay.ts';
import { quoteAt } from '../protocol/target/places.ts';
import type { Target } from '../protocol/target/target.ts';
import { moneyOf, ownView } from '../queue/offers.ts';
import type { BatchRecord, CampaignRecord, LabelRecord } from '../storage/records.ts';
import type { LabelView } from '../view/overview.ts';

/** Of many passages the first are shown. */
const mostQuoted = 500;

const receiptView = (batch: BatchRecord | undefined): LabelView['receipt'] => {
  const receipt = batch?.answer?.receipt;
  if (receipt === undefined) return null;
  const { batchHash, number, epoch, acceptBy } = receipt;
  return { batchHash, number, epoch, acceptBy: acceptBy * 1000 };
};

/** What was labeled, in the page's words. */
function quotedBy(target: Target): string | null {
  switch (target.unit) {
    case 'page':
      return null;
    case 'element':
      return target.quote;
    case 'selection':
      return target.places.map(quoteAt).join(' … ').slice(0, mostQuoted);
  }
}

export function labelView(
  record: LabelRecord,
  { relay, terms }: CampaignRecord,
  batch: BatchRecord | undefined,
  tokens: readonly Token[],
  appeal: LabelView['appeal'],
): LabelView {
  return {
    ...ownView(record),
    campaign: record.campaign,
    isPrivate: relay === null,
    title: terms.title,
    page: record.label.target.address,
    quote: quotedBy(record.label.target),
    questions: terms.questions,
    savedAt: record.savedAt,
    amount: record.amount === null ? null : moneyOf(record.amount, terms.token, tokens),
    reason: record.reason,
    receipt: receiptView(batch),
    epoch: record.epoch,
    appeal,
    crowd: record.crowd ?? null,
    work: record.work === undefined ? null : { ...record.work, hold: terms.policy.hold },
  };
}
