import * as v from 'valibot';
import { evidence } from '../label/evidence.ts';
import { label } from '../label/label.ts';
import { rejections } from '../label/refusal.ts';
import { body } from '../question/body.ts';
import { amount, amountAboveZero } from '../scalar/amount.ts';
import { address, bytes32 } from '../scalar/hex.ts';
import { integer, uint32 } from '../scalar/integer.ts';
import { recordOf } from '../scalar/record.ts';
import { maxBatch } from '../signed/batch.ts';
import { target } from '../target/target.ts';

export const exportFormats = [
  'jsonl',
  'truth-jsonl',
  'csv',
  'truth-csv',
  'csv-side-car',
  'label-studio',
  'web-annotation',
] as const;

export type ExportFormat = (typeof exportFormats)[number];

const number = v.pipe(v.string(), v.regex(/^(0|[1-9][0-9]{0,15})$/, 'must be a whole number'));

/**
 * `GET /v1/campaigns/:campaign/export`, for the campaign's requester. The answer is streamed, and of one `at` it is the
 * same bytes for ever: a download that broke off goes on with `from`.
 */
export const exportQuery = v.strictObject({
  format: v.optional(v.picklist(exportFormats), 'jsonl'),
  /** An epoch: only what was received or settled after it. */
  since: v.optional(number, '0'),
  /** The state of the campaign that is exported, as an earlier answer's entity tag has it; without it, the newest. */
  at: v.optional(
    v.pipe(v.string(), v.regex(/^[0-9]{1,10}(\.[0-9]{1,10}){2}$/, 'must be an entity tag of an export')),
  ),
  /** How many bytes of the same export the asker has. */
  from: v.optional(number, '0'),
  /** `safe`: no cell of a CSV file begins as a formula does, for spreadsheets. */
  cells: v.optional(v.literal('safe')),
});

/** The label as it was signed, who signed it, and what proves it: its leaf is one of `labelsRoot` of its batch. */
const signed = {
  ...label.entries,
  /** The receipt's number, and the label's place in its batch. */
  number: uint32,
  index: integer(0, maxBatch - 1),
  batchHash: bytes32,
  key: address,
  leaf: bytes32,
  price: amount,
  receivedEpoch: uint32,
};
const settled = {
  ...signed,
  settledEpoch: uint32,
  /** Of the truth of its task; parts per million, per question. */
  posterior: recordOf(integer(0, 1_000_000)),
};

/** A received label in an export. */
export const exportedLabel = v.variant('state', [
  v.strictObject({ ...signed, state: v.picklist(['received', 'held']) }),
  v.strictObject({
    ...settled,
    state: v.literal('paid'),
    credit: amountAboveZero,
    /** Once the campaign is final: the content hash of its dataset, and what the label owns of that, of a million a task and question. */
    dataset: v.optional(bytes32),
    weight: v.optional(integer(0, Number.MAX_SAFE_INTEGER)),
  }),
  v.strictObject({
    ...settled,
    state: v.literal('rejected'),
    credit: v.literal('0'),
    code: v.picklist(rejections),
    evidence,
  }),
]);

/** The settled truth of a task in an export. */
export const exportedTruth = v.strictObject({
  task: bytes32,
  /** As the first of its labels has it. */
  target,
  truth: body,
  posterior: recordOf(integer(0, 1_000_000)),
  /** How many labels it was inferred from. */
  labels: uint32,
  settledEpoch: uint32,
});

export type ExportedLabel = v.InferOutput<typeof exportedLabel>;
export type ExportedTruth = v.InferOutput<typeof exportedTruth>;
