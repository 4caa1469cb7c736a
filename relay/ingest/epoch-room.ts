import type { CampaignsTable } from '../db/tables.ts';

/**
 * So many labels of a campaign, refused ones too, are received in one epoch: their rows and leaves, with the rows of 100,000
 * labels of before that are settled beside them, make a file of up to 64 MB, which is what an extension reads to check it.
 */
export const epochLabels = 65_000;

type Counted = Pick<CampaignsTable, 'last_epoch' | 'last_labels'>;

/** How many labels of a campaign an epoch has received. */
export const labelsIn = ({ last_epoch, last_labels }: Counted, epoch: number): number =>
  last_epoch === epoch ? last_labels : 0;
