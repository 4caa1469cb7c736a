import type { Hex } from '../protocol/scalar/hex.ts';
import { batchHash } from '../protocol/signed/batch.ts';
import { Expected } from '../storage/expected.ts';
import { freshCampaign } from '../storage/fresh-campaign.ts';
import { freshRelay } from '../storage/fresh-relay.ts';
import type {
  BatchRecord,
  CampaignRecord,
  JoinRecord,
  LabelRecord,
  RelayRecord,
  RewardRecord,
} from '../storage/records.ts';
import type { Content, KeptBatch } from './content.ts';

/** What a recovery file puts into a store. */
export interface Restored {
  relays: RelayRecord[];
  campaigns: CampaignRecord[];
  joins: JoinRecord[];
  batches: BatchRecord[];
  labels: LabelRecord[];
  rewards: RewardRecord[];
}

const damaged = (detail: string): Expected => new Expected('recovery-damaged', false, detail);

function batchRecord({ labels: _, ...kept }: KeptBatch, hash: Hex): BatchRecord {
  const record = { ...kept, hash, campaign: kept.request.batch.campaign };
  return kept.answer === null && kept.problem === null ? { ...record, unanswered: 1 } : record;
}

const carriedLabels = ({ request, labels }: KeptBatch, hash: Hex): LabelRecord[] =>
  labels.map(({ index, ...carried }) => {
    const label = request.labels[index];
    if (label === undefined) throw damaged('a batch has fewer labels');
    const { campaign, termsHash } = request.batch;
    const place = { campaign, termsHash, task: label.task, label, batch: { hash, index } };
    return { ...carried, ...place, undoUntil: carried.savedAt };
  });

/**
 * What a file says, as records. Nothing that was told to a relay or asked of it holds for another device: delegations,
 * sessions and claims begin anew. Names that can be computed are.
 *
 * @throws Expected `recovery-damaged` when its parts do not belong together
 */
export function restoredFrom(content: Content): Restored {
  const relays = new Map(content.relays.map((relay) => [relay.url, relay]));
  const campaigns = new Set(content.campaigns.map(({ campaign }) => campaign));
  const infoOf = (url: string) => {
    const info = relays.get(url)?.info;
    if (info === undefined) throw damaged(`no relay ${url}`);
    return info;
  };
  for (const { relay, terms } of content.campaigns) {
    const { chainId, escrow } = infoOf(relay);
    if (terms.chainId !== chainId || terms.escrow !== escrow) throw damaged('a campaign of other contracts');
  }
  for (const { campaign } of [...content.joins, ...content.queued])
    if (!campaigns.has(campaign)) throw damaged(`no campaign ${campaign}`);
  for (const { relay } of content.rewards) infoOf(relay);
  const batches: BatchRecord[] = [];
  const labels: LabelRecord[] = content.queued.map((queued) => ({
    ...queued,
    task: queued.label.task,
    state: 'queued',
    batch: null,
    reason: null,
    epoch: null,
  }));
  for (const kept of content.batches) {
    const { chainId, escrow } = infoOf(kept.relay);
    const hash = batchHash({ chainId, escrow }, kept.request.batch);
    if (kept.answer !== null && kept.answer.receipt.batchHash !== hash)
      throw damaged('a receipt of another batch');
    batches.push(batchRecord(kept, hash));
    labels.push(...carriedLabels(kept, hash));
  }
  return {
    relays: content.relays.map(({ url, info, checkedEpoch, wallet }) => ({
      ...freshRelay(url, info),
      ...(wallet === undefined ? {} : { walletBefore: wallet }),
      // Rewards are asked for once epochs are followed, and the account may have earned since, on another device.
      checkedEpoch: checkedEpoch ?? Math.max(0, info.epoch - 1),
    })),
    campaigns: content.campaigns.map(({ campaign, relay, terms }) => freshCampaign(campaign, relay, terms)),
    joins: content.joins.map((join) => ({ ...join, delegatedPayTo: null })),
    batches,
    labels,
    rewards: content.rewards.map((reward) => ({ ...reward, claim: null })),
  };
}
