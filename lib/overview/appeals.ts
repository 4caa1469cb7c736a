import { mostAppeals } from '../protocol/label/appealed.ts';
import type { BatchRecord, CampaignRecord, LabelRecord } from '../storage/records.ts';
import type { LabelView } from '../view/overview.ts';

const hour = 3600;

/** How labels stand with appeals: what is open or lost takes a place in its campaign. */
export function appealViews(rejected: readonly LabelRecord[], now: number) {
  const used = new Map<string, number>();
  for (const { campaign, appeal } of rejected)
    if (appeal?.outcome === 'lost' || (appeal?.promise != null && appeal.outcome === null))
      used.set(campaign, (used.get(campaign) ?? 0) + 1);
  return (
    { campaign, appeal }: LabelRecord,
    { terms }: CampaignRecord,
    batch: BatchRecord | undefined,
  ): LabelView['appeal'] => {
    if (appeal === undefined) return null;
    const { cut, promise, outcome } = appeal;
    const left = Math.max(0, mostAppeals - (used.get(campaign) ?? 0));
    if (outcome !== null) return { state: outcome, until: cut * 1000, left };
    if (promise !== null) return { state: 'open', until: promise.decideBy * 1000, left };
    const until = Math.min(cut + terms.acceptByHours * hour, terms.closes) * 1000;
    return now > until || batch?.blind !== undefined ? null : { state: 'possible', until, left };
  };
}
