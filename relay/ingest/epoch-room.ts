import type { CampaignsTable } from '../db/tables.ts';

/**
 * So many labels of a campaign, refused ones too, are received in one epoch, a batch counting as one more: that is up to 28 MB
 * of its file, of which an extension reads 64 MB. What is left is for tasks that are settled (`settlement/file-room.ts`).
 */
export const epochLabels = 65_000;

type Counted = Pick<CampaignsTable, 'last_epoch' | 'last_labels'>;

/** What a batch takes of an epoch's room. */
export const roomOf = (labels: number): number => labels + 1;

/** What batches of a campaign have taken of an epoch's room. */
export const labelsIn = ({ last_epoch, last_labels }: Counted, epoch: number): number =>
  last_epoch === epoch ? last_labels : 0;

/**
 * What is left of an epoch's room for a batch of which so many labels are received. One that is refused for the most part
 * leaves half of it alone: refused labels cost nothing, so whoever sends them would close a campaign for all until the next epoch.
 */
export const roomLeft = (
  counted: Counted,
  epoch: number,
  { received, count }: { received: number; count: number },
  all: number,
): number => (2 * received < count ? Math.floor(all / 2) : all) - labelsIn(counted, epoch);
