import type { OwnReceipt, Settled } from '../audit/check-epoch.ts';
import { type OwnPart, ownPart } from '../audit/own-part.ts';
import type { DatasetFile } from '../protocol/ledger/dataset.ts';
import type { Statement } from '../protocol/ledger/statement.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import { zero32 } from '../protocol/scalar/hex.ts';
import type { AlarmRecord } from '../storage/records.ts';
import { readDataset } from './read-epoch.ts';
import type { RelayClient } from './relay-client.ts';

/** Datasets of the labeler's own campaigns that an epoch makes final. */
export type Datasets = ReadonlyMap<Hex, DatasetFile>;

export async function ownDatasets(
  client: RelayClient,
  { epoch, entries }: Statement,
  own: readonly OwnReceipt[],
): Promise<Datasets> {
  const campaigns = new Set(own.map(({ batch }) => batch.campaign));
  const datasets = new Map<Hex, DatasetFile>();
  for (const { campaign, contentHash } of entries)
    if (contentHash !== zero32 && campaigns.has(campaign))
      datasets.set(campaign, await readDataset(client, epoch, contentHash));
  return datasets;
}

/** What the labeler owns of each, and an alarm where it is given less (P10). */
export function checkDatasets(
  datasets: Datasets,
  statement: Statement,
  { own, rows }: { own: readonly OwnReceipt[]; rows: readonly Settled[] },
  seenAt: number,
): { parts: Map<Hex, OwnPart>; alarms: AlarmRecord[] } {
  const parts = new Map<Hex, OwnPart>();
  const alarms: AlarmRecord[] = [];
  for (const [campaign, dataset] of datasets) {
    const receipts = own.filter(({ batch }) => batch.campaign === campaign);
    const { part, fault } = ownPart(dataset, receipts, rows);
    parts.set(campaign, part);
    if (fault === undefined) continue;
    alarms.push({
      id: `unfounded:dataset:${campaign}`,
      kind: 'unfounded',
      campaign,
      epoch: statement.epoch,
      detail: `Epoch ${statement.epoch}: ${fault}.`,
      seenAt,
      evidence: { receipts, statement, dataset },
    });
  }
  return { parts, alarms };
}
