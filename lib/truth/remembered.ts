import type { Policy } from '../protocol/terms/policy.ts';

/** An epoch of a campaign, and how many labels it judged. */
export interface JudgedEpoch {
  epoch: number;
  labels: number;
}

/** As many labels of earlier epochs are judged again with those of a new one, in whole epochs. */
const most = 20_000;

/**
 * From which epoch on judged labels are remembered; null for nothing. Where every task has one label, others say nothing
 * about it.
 *
 * @param epochs newest first
 */
export function rememberedFrom({ redundancy }: Policy, epochs: readonly JudgedEpoch[]): number | null {
  if (redundancy.max === 1) return null;
  let from: number | null = null;
  let labels = 0;
  for (const one of epochs) {
    labels += one.labels;
    if (labels > most) break;
    from = one.epoch;
  }
  return from;
}
