import * as v from 'valibot';
import { amount } from '../scalar/amount.ts';
import { address, bytes32 } from '../scalar/hex.ts';
import { integer, seconds, uint32 } from '../scalar/integer.ts';
import { identifier } from '../scalar/text.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(-1), v.maxValue(1));

/** What was said to a question: by how many labels, and of how many settled tasks it is the truth. */
const said = v.strictObject({
  /** Of the answer: `choice`, `unsure`. */
  kind: identifier,
  /** Where the answers of a kind can be counted apart. An answer of several options counts for each. */
  option: v.optional(identifier),
  labels: count,
  tasks: count,
});

/** Krippendorff's alpha (nominal) over settled tasks with two labels or more, and where 95 % of resamples lie. */
const agreement = v.strictObject({
  alpha: share,
  low: share,
  high: share,
  /** How many tasks it was computed from: at most so many, drawn by their ids. */
  tasks: count,
});

/** `GET /v1/campaigns/:campaign/progress`, for the campaign's requester. At most a few seconds old. */
export const progress = v.strictObject({
  version: v.literal(1),
  campaign: bytes32,
  termsHash: bytes32,
  state: v.picklist(['active', 'closed', 'final', 'redeeming', 'refunded']),
  countedAt: seconds,
  /** The last active epoch; 0 before the first. */
  epoch: uint32,
  /** Makes `ref` of the public files from a task: HMAC-SHA-256 of its 32 bytes under this key. */
  secret: bytes32,
  labels: v.strictObject({
    received: count,
    refused: count,
    /** Of the received ones. */
    paid: count,
    rejected: count,
  }),
  /** Tasks with labels: settled, and still waiting for labels or for an epoch. */
  tasks: v.strictObject({ open: count, settled: count }),
  money: v.strictObject({
    token: address,
    deposited: amount,
    /** Credited to labelers. */
    released: amount,
    /** Promised by receipts and not settled. */
    reserved: amount,
    /** Deposited and not released. */
    remaining: amount,
    /** What new labels can be paid from. */
    free: amount,
  }),
  /** Once the campaign is final: what is sold of it, by the hash of its file. */
  dataset: v.optional(
    v.strictObject({
      contentHash: bytes32,
      /** Basis points of each licence that are the labelers'. */
      labelersShare: integer(0, 10_000),
      /** How many addresses own a part, and the sum of their weights. */
      owners: count,
      total: count,
    }),
  ),
  questions: v.array(
    v.strictObject({ id: identifier, answers: v.array(said), agreement: v.nullable(agreement) }),
  ),
});

export type Progress = v.InferOutput<typeof progress>;
