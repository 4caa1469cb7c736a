import type { BatchRequest } from '../../../lib/protocol/api/batches.ts';
import { makeLabel, makeLabeler, type Opened } from '../../relay/labeler.ts';
import type { Scene } from '../../relay/scene.ts';

export const labelsPerBatch = 100;
const campaigns = 4;
/** As many as labelers: each posts its batches one after the other. */
export const connections = 8;

/** The n-th labeler's next signed batches, of pages that it has not labeled. */
export type NextBatches = (who: number, count: number) => Promise<BatchRequest[]>;

/** Labelers who have joined; a task gets one label of each of two. */
export async function makeSenders(scene: Scene): Promise<NextBatches> {
  const policy = { ...scene.termsWith().policy, redundancy: { min: 1, max: 100 } };
  const opened: Opened[] = [];
  for (let n = 0; n < campaigns; n++) opened.push(await scene.openCampaign({ policy }, 10n ** 14n));
  const joined = await Promise.all(
    Array.from({ length: connections }, async (_, who) => {
      const campaign = opened[who % campaigns]!;
      const labeler = makeLabeler(scene);
      await labeler.join(campaign);
      return { campaign, labeler, pages: 0 };
    }),
  );
  return async (who, count) => {
    const sender = joined[who]!;
    const requests: BatchRequest[] = [];
    for (let n = 0; n < count; n++) {
      const labels = Array.from({ length: labelsPerBatch }, () =>
        makeLabel(sender.campaign.campaign, pageOf(sender.pages++)),
      );
      requests.push(await sender.labeler.request(sender.campaign, labels));
    }
    return requests;
  };
}

/** Every other page has a query. */
const pageOf = (n: number) =>
  `https://news.example/articles/2026/quarterly-results-of-company-${n}${n % 2 === 0 ? '' : `?id=${n}`}`;
