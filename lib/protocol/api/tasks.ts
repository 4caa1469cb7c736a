import * as v from 'valibot';
import { label } from '../label/label.ts';
import { body } from '../question/body.ts';
import { bytes32 } from '../scalar/hex.ts';
import { integer, uint32 } from '../scalar/integer.ts';
import { recordOf } from '../scalar/record.ts';
import { text } from '../scalar/text.ts';
import { pageAddress } from '../target/address.ts';

/** Tasks of one list, and characters of what is quoted of each. */
export const mostListedTasks = 10;
export const mostQuoted = 200;

const ppm = integer(0, 1_000_000);

const listed = {
  task: bytes32,
  address: pageAddress,
  /** The beginning of the labeled element's text, or of the first passage that is marked there. */
  quote: v.optional(text(2 * mostQuoted, 1)),
  labels: integer(1, 0xffff_ffff),
  /** Whether an active epoch has settled it. */
  settled: v.boolean(),
};

/**
 * `GET /v1/campaigns/:campaign/tasks`, for the campaign's requester. Of settled tasks all are compared; of others those with labels
 * among the newest thousand, as far as these tasks have five thousand labels. At most a few seconds old.
 */
export const taskLists = v.strictObject({
  version: v.literal(1),
  campaign: bytes32,
  /** By the median of the labels' active time, which is told in buckets. */
  slowest: v.pipe(
    v.array(v.strictObject({ ...listed, medianMs: integer(0, 3_600_000) })),
    v.maxLength(mostListedTasks),
  ),
  /** Those of two labels or more: how much of two of them differs on average; where there are more labels that counts for more. */
  contested: v.pipe(v.array(v.strictObject({ ...listed, apart: ppm })), v.maxLength(mostListedTasks)),
});

const { target, confidence, rationale, activeMs } = label.entries;

/** `GET /v1/campaigns/:campaign/tasks/:task`, for the campaign's requester: what was said of it, and by nobody in particular. */
export const taskLabels = v.strictObject({
  version: v.literal(1),
  campaign: bytes32,
  task: bytes32,
  /** Labels that were received; those that are too many or too long for one answer are not in it. */
  received: uint32,
  /** Oldest first. */
  labels: v.array(v.strictObject({ target, body, confidence, rationale, activeMs })),
  /** Once an active epoch has settled it. */
  truth: v.optional(v.strictObject({ body, posterior: recordOf(ppm), labels: uint32, settledEpoch: uint32 })),
});

export type TaskLists = v.InferOutput<typeof taskLists>;
export type TaskLabels = v.InferOutput<typeof taskLabels>;
