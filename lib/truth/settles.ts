import type { Question } from '../protocol/question/question.ts';
import type { Policy } from '../protocol/terms/policy.ts';
import type { Inferred } from './truth.ts';

/** A task with labels that are not settled yet. */
export interface OpenTask {
  /** How many labels it has. */
  labels: number;
  /** The earliest time, in seconds, by which the relay promised to settle one of them. */
  acceptBy: number;
}

/**
 * Whether a task is settled now whatever it says: it has all its labels, or a label's promised time would be over before
 * the next settlement.
 *
 * @param dueBy seconds; promises up to here are due
 */
export const mustSettle = ({ redundancy }: Policy, { labels, acceptBy }: OpenTask, dueBy: number): boolean =>
  labels >= redundancy.max || acceptBy <= dueBy;

/** Whether a task has enough labels to be settled once every question is sure enough. */
export const maySettle = ({ redundancy }: Policy, labels: number): boolean => labels >= redundancy.min;

export const isSure = (
  { stopConfidence }: Policy,
  questions: readonly Question[],
  { posterior }: Inferred,
): boolean => questions.every(({ id }) => (posterior[id] ?? 0) >= stopConfidence);
