import * as v from 'valibot';
import { appealed } from '../label/appealed.ts';
import { evidence } from '../label/evidence.ts';
import { opened } from '../label/label.ts';
import { rejections } from '../label/refusal.ts';
import { amount, amountAboveZero } from '../scalar/amount.ts';
import { address, bytes32, type Hex, signature } from '../scalar/hex.ts';
import { integer, seconds, uint32 } from '../scalar/integer.ts';
import { recordOf } from '../scalar/record.ts';
import { maxBatch } from '../signed/batch.ts';
import { givenGold, gold } from '../signed/gold.ts';
import { everyTask } from '../signed/lottery.ts';

import { rewardLeaf } from './leaves.ts';

/** One batch that the epoch received, with the leaves of all its labels, refused ones too. */
export const batchRow = v.strictObject({
  key: address,
  termsHash: bytes32,
  sequence: uint32,
  count: integer(1, maxBatch),
  labelsRoot: bytes32,
  signature,
  /** The receipt's number. */
  number: uint32,
  leaves: v.pipe(v.array(bytes32), v.minLength(1), v.maxLength(maxBatch)),
});

const common = {
  /** HMAC of the task under the campaign's secret: tells rows of one task apart from others, names no page (P13). */
  ref: bytes32,
  /** The receipt's number and the label's position in its batch. */
  number: uint32,
  index: integer(0, maxBatch - 1),
  taskPart: bytes32,
  bodyPart: bytes32,
  price: amount,
};

const safe = v.pipe(v.number(), v.safeInteger());

/** Per question, parts per million, of the truth that was inferred. */
export const posterior = recordOf(integer(0, 1_000_000));

/** What its task's settlement found out about a label: it stands in the row of that epoch, and again in the one that pays it. */
const judged = {
  /** The body, once its task is settled; never there for free text. It hashes to `bodyPart` (P11). */
  opened: v.optional(opened),
  posterior,
  /** How much better than a guess it is by the labels of others, parts per million; absent without two of them. */
  score: v.optional(
    v.strictObject({
      ppm: safe,
      gold: v.boolean(),
      /** The same by a gold of the requester's, where one of its task is opened and counts. It can only lower pay. */
      given: v.optional(safe),
    }),
  ),
  counted: v.boolean(),
  /** What it owns of the dataset once it is paid, of a million per task and question; absent where that is nothing. */
  weight: v.optional(integer(1, Number.MAX_SAFE_INTEGER)),
};

const settled = { ...common, ...judged };

/**
 * What an epoch says of a received label. A held one waits for its task or, once that is settled, for evidence of its key's
 * work. A rejection can not be written without code and evidence (P6). A settled label has one row more when it is appealed.
 */
export const labelRow = v.variant('state', [
  v.strictObject({ ...common, state: v.literal('held'), judged: v.optional(v.strictObject(judged)) }),
  v.strictObject({
    ...settled,
    state: v.literal('paid'),
    credit: amountAboveZero,
    /** Of a label that was rejected before, and is paid whole. */
    appeal: v.optional(appealed),
  }),
  v.strictObject({
    ...settled,
    state: v.literal('rejected'),
    credit: v.literal('0'),
    code: v.picklist(rejections),
    evidence,
    /** Of a label that was rejected before, and stays so. */
    appeal: v.optional(appealed),
  }),
]);

/** Of its tasks, which share each account is offered from this epoch on (`lib/truth/lottery.ts` says how it follows). */
const lottery = v.strictObject({
  share: integer(1, everyTask),
  taken: integer(1, everyTask),
  width: integer(1, 1024),
  since: seconds,
});

/** A campaign's public file of an epoch. */
export const campaignFile = v.strictObject({
  version: v.literal(1),
  campaign: bytes32,
  epoch: uint32,
  /** The campaign's file of the last active epoch that has one: all of them are a chain that anybody can walk back. */
  previous: v.nullable(v.strictObject({ epoch: uint32, file: bytes32 })),
  batches: v.array(batchRow),
  rows: v.array(labelRow),
  /**
   * Per campaign key with a judged label here: its last hundred scored labels, how many of them are golds, the sum of their
   * scores (golds three times) in parts per million, and its Q in basis points. Empty under `flat`. `prior` is what it began
   * with, where that is not the usual: what its account has shown in other campaigns, said in its first sums and ever after.
   */
  sums: v.array(
    v.strictObject({
      key: address,
      scored: uint32,
      golds: uint32,
      sum: safe,
      reached: integer(0, 10_000),
      prior: v.optional(v.strictObject({ sum: safe, count: uint32 })),
    }),
  ),
  /**
   * `committed` are hashes; the next epoch opens each, in `opened`, and settles its task. `given` are those of the requester
   * whose tasks this epoch settles: the terms have their root.
   */
  golds: v.strictObject({
    opened: v.array(gold),
    committed: v.array(bytes32),
    given: v.optional(v.array(givenGold)),
  }),
  /** Absent where everybody is offered every task: under `flat`, and where a task has one label. */
  lottery: v.optional(lottery),
});

/** What an epoch says of a campaign: credit, what is open, and the campaign's file. */
export const statementEntry = v.strictObject({
  campaign: bytes32,
  credit: amount,
  open: amount,
  final: v.boolean(),
  /** Root of the dataset's weight leaves, and the hash of its file (dataset.ts); 0 both until the campaign is final. */
  weightsRoot: bytes32,
  contentHash: bytes32,
  file: bytes32,
});

/** The chain sees to the order of those that it is told of. */
const isAfter = (entry: { campaign: Hex }, at: number, all: readonly { campaign: Hex }[]): boolean =>
  at === 0 || all[at - 1]!.campaign < entry.campaign;

/** The newest version of a statement that is read here, and the one that is written. */
export const statementVersion = 2;

/** The public file of an epoch; keccak256 of its RFC 8785 text is the statementHash on chain. */
export const statement = v.strictObject({
  /** Says which entries `activate` carries (`entriesOnChain`). */
  version: v.picklist([1, statementVersion]),
  chainId: integer(1, Number.MAX_SAFE_INTEGER),
  escrow: address,
  epoch: uint32,
  /** Seconds since 1970: batches received until then are in it. */
  cut: seconds,
  /** The last epoch that was active when this one was cut; null for the first. */
  previous: v.nullable(v.strictObject({ epoch: uint32, statementHash: bytes32 })),
  /** Standard tree ['bytes32'] over the hashes of all batches received since `previous`. */
  batchesRoot: bytes32,
  rewardRoot: bytes32,
  rewards: v.array(rewardLeaf),
  openRoot: bytes32,
  openLeaves: v.array(bytes32),
  /** Of campaigns with a file, ascending. One without has what an epoch before said of it; its open leaves are in this one too. */
  entries: v.pipe(
    v.array(statementEntry),
    v.check((entries) => entries.every(isAfter), 'campaigns are not ascending, each once'),
  ),
});

export type BatchRow = v.InferOutput<typeof batchRow>;
export type LabelRow = v.InferOutput<typeof labelRow>;
export type CampaignFile = v.InferOutput<typeof campaignFile>;
export type StatementEntry = v.InferOutput<typeof statementEntry>;
export type Statement = v.InferOutput<typeof statement>;

/** Whether an entry changes what stands on chain. */
export const changesChain = ({ credit, final }: Pick<StatementEntry, 'credit' | 'final'>): boolean =>
  credit !== '0' || final;

/** The entries that `activate` carries: of version 1 all, since then those that change what stands on chain. */
export const entriesOnChain = ({
  version,
  entries,
}: Pick<Statement, 'version' | 'entries'>): StatementEntry[] =>
  version === 1 ? entries : entries.filter(changesChain);
