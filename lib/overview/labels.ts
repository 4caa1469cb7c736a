import type { Token } from '../protocol/api/relay.ts';
import { moneyOf, ownView } from '../queue/offers.ts';
import type { BatchRecord, CampaignRecord, LabelRecord } from '../storage/records.ts';
import type { LabelView } from '../view/overview.ts';

const receiptView = (batch: BatchRecord | undefined): LabelView['receipt'] => {
  const receipt = batch?.answer?.receipt;
  if (receipt === undefined) return null;
  const { batchHash, number, epoch, acceptBy } = receipt;
  return { batchHash, number, epoch, acceptBy: acceptBy * 1000 };
};

export function labelView(
  record: LabelRecord,
  { terms }: CampaignRecord,
  batch: BatchRecord | undefined,
  tokens: readonly Token[],
): LabelView {
  return {
    ...ownView(record),
    campaign: record.campaign,
    title: terms.title,
    page: record.label.target.address,
    quote: record.label.target.unit === 'element' ? record.label.target.quote : null,
    questions: terms.questions,
    savedAt: record.savedAt,
    amount: record.amount === null ? null : moneyOf(record.amount, terms.token, tokens),
    reason: record.reason,
    receipt: receiptView(batch),
    epoch: record.epoch,
    work: record.work === undefined ? null : { ...record.work, hold: terms.policy.hold },
  };
}
