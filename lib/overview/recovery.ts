import type { BatchRecord, LabelRecord, RewardRecord } from '../storage/records.ts';
import type { RecoveryView } from '../view/overview.ts';

/**
 * @param savedAt when the last recovery file was made
 * @param labels of campaigns that have a relay
 */
export function recoveryView(
  savedAt: number | null,
  labels: readonly LabelRecord[],
  batches: ReadonlyMap<string, BatchRecord>,
  rewards: readonly RewardRecord[],
): RecoveryView {
  const received = [...batches.values()].filter(({ answer }) => answer !== null);
  return {
    savedAt,
    newer: received.filter(({ cutAt }) => savedAt === null || cutAt > savedAt).length,
    restorable: labels.length + batches.size + rewards.length === 0,
  };
}
