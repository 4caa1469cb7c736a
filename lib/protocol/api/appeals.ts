import * as v from 'valibot';
import { signature } from '../scalar/hex.ts';
import { appeal, appealReceipt } from '../signed/appeal.ts';

/** `POST /v1/appeals`: by the campaign key of the label's batch. Idempotent: the same appeal gets the same answer. */
export const appealRequest = v.strictObject({ appeal, signature });

/** The relay's promise: `signature` is by its receipt key of the epoch that is open, over the appeal's hash, that epoch and the time. */
export const appealAnswer = v.strictObject({
  epoch: appealReceipt.entries.epoch,
  decideBy: appealReceipt.entries.decideBy,
  signature,
});

export type AppealRequest = v.InferOutput<typeof appealRequest>;
export type AppealAnswer = v.InferOutput<typeof appealAnswer>;
