import type { Policy } from '../protocol/terms/policy.ts';
import type { Inferred } from './truth.ts';

/** A task with labels that are not settled yet. */
export interface OpenTask {
  /** How many labels it has. */
  labels: number;
  /** The earliest time, in seconds, by which the relay promised to settle one of them. */
  acceptBy: number;
  inferred: Inferred;
}

/**
 * Whether a task is settled now: it has all its labels, or enough of them and every question is sure enough, or a
 * label's promised time would be over before the next settlement.
 *
 * @param dueBy seconds; promises up to here are due
 */
export function settles({ redundancy, stopConfidence }: Policy, task: OpenTask, dueBy: number): boolean {
  if (task.labels >= redundancy.max || task.acceptBy <= dueBy) return true;
  if (task.labels < redundancy.min) return false;
  return Object.values(task.inferred.posterior).every((ppm) => ppm >= stopConfidence);
}
