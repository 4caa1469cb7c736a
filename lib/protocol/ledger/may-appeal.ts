import type { LabelRow } from './statement.ts';

/**
 * Whether a rejection can be appealed. Only where the task's own verdict, or the requester's, speaks against the label: who
 * answers without looking is right now and then, and would win every such label back.
 */
export const mayAppeal = (row: LabelRow): boolean =>
  row.state === 'rejected' &&
  row.code === 'below-guess' &&
  row.appeal === undefined &&
  row.score !== undefined &&
  (row.score.ppm < 0 || (row.score.given ?? 0) < 0);
