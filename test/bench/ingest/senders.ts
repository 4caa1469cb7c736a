import type { BatchRequest } from '../../../lib/protocol/api/batches.ts';
import { maxBatch } from '../../../lib/protocol/signed/batch.ts';
import { epochLabels, roomOf } from '../../../relay/ingest/epoch-room.ts';
import { makeLabel, makeLabeler, type Opened } from '../../relay/labeler.ts';
import type { Scene } from '../../relay/scene.ts';

export const labelsPerBatch = 100;
/** Of a labeler to a campaign, to which two send: so many that no epoch is full of them, whose cut would be measured too. */
const batchesEach = Math.floor((epochLabels - roomOf(maxBatch)) / roomOf(labelsPerBatch) / 2);
/** The most at once, and as many labelers: each posts its batches one after the other. */
export const mostConnections = 64;
const campaigns = mostConnections / 2;

/** The n-th labeler's next signed batches, of pages that it has not labeled. */
export type NextBatches = (who: number, count: number) => Promise<BatchRequest[]>;

/** Labelers who have joined; a task gets one label of each of two. They go on to other campaigns before one's epoch is full. */
export async function makeSenders(scene: Scene): Promise<NextBatches> {
  const policy = { ...scene.termsWith().policy, redundancy: { min: 1, max: 100 } };
  const opened: Promise<Opened>[] = [];
  let last: Promise<unknown> = Promise.resolve();
  // One after the other: all are of one requester's account.
  const open = (at: number): Promise<Opened> => {
    const known = opened[at];
    if (known !== undefined) return known;
    const opening = last.then(() => scene.openCampaign({ policy }, 10n ** 14n));
    opened[at] = opening;
    last = opening;
    return opening;
  };
  const senders = Array.from({ length: mostConnections }, () => ({
    labeler: makeLabeler(scene),
    batches: 0,
  }));
  const campaignOf = async (who: number): Promise<Opened> => {
    const { labeler, batches } = senders[who]!;
    const campaign = await open(campaigns * Math.floor(batches / batchesEach) + Math.floor(who / 2));
    if (batches % batchesEach === 0) await labeler.join(campaign);
    return campaign;
  };
  return async (who, count) => {
    const sender = senders[who]!;
    const requests: BatchRequest[] = [];
    for (let n = 0; n < count; n++) {
      const campaign = await campaignOf(who);
      const labels = Array.from({ length: labelsPerBatch }, (_, at) =>
        makeLabel(campaign.campaign, pageOf(labelsPerBatch * sender.batches + at)),
      );
      requests.push(await sender.labeler.request(campaign, labels));
      sender.batches += 1;
    }
    return requests;
  };
}

/** Every other page has a query. */
const pageOf = (n: number) =>
  `https://news.example/articles/2026/quarterly-results-of-company-${n}${n % 2 === 0 ? '' : `?id=${n}`}`;
