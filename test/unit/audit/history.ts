import type { OwnReceipt } from '../../../lib/audit/check-epoch.ts';
import { parseJson } from '../../../lib/protocol/api/json.ts';
import type { Label } from '../../../lib/protocol/label/label.ts';
import type { Refusal } from '../../../lib/protocol/label/refusal.ts';
import { treeOf, wordLeafHash } from '../../../lib/protocol/ledger/leaves.ts';
import {
  type CampaignFile,
  campaignFile,
  type LabelRow,
  type Statement,
  statement,
} from '../../../lib/protocol/ledger/statement.ts';
import { zero32 } from '../../../lib/protocol/scalar/hex.ts';
import { type Batch, batchHash } from '../../../lib/protocol/signed/batch.ts';
import { canonicalText, hashJson } from '../../../lib/protocol/signed/canonical.ts';
import { taskId } from '../../../lib/protocol/signed/ids.ts';
import { bodyPart, labelLeaf, openedOf, taskPart } from '../../../lib/protocol/signed/leaf.ts';
import { type Receipt, refusedHash } from '../../../lib/protocol/signed/receipt.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import { keccak } from '../../../lib/queue/cut-batch.ts';
import { article, atSeconds, hexOf, info, payTo, randomHex } from '../queue/sample.ts';

export const price = 20_000n;
/** Seconds between two cuts, and between a receipt and its date. */
const epochSeconds = 3600;
const acceptSeconds = 4 * epochSeconds;
export const campaign = hexOf(0xca, 32);

const place = { chainId: info.chainId, escrow: info.escrow };

function makeLabel(page: string): Label {
  const target = pageTargetOf(article(page));
  return {
    task: taskId(campaign, target),
    target,
    body: { tone: { kind: 'choice', chosen: ['up'] } },
    assist: 'human',
    activeMs: 5000,
    createdAt: atSeconds - (atSeconds % 3600),
    salts: [randomHex(16), randomHex(16)],
  };
}

/** What the device sent and got: the labels with the receipt. */
export interface Sent {
  labels: Label[];
  batch: Batch;
  receipt: Receipt;
  refused: [number, Refusal][];
}

/** The cut of an epoch, in seconds. */
export const cutOf = (epoch: number): number => atSeconds + epoch * epochSeconds;

/** A batch as a device signs it and a relay receives it, in the middle of an epoch. */
export function sent(epoch: number, number: number, count: number, refusedAt: readonly number[] = []): Sent {
  const labels = Array.from({ length: count }, (_, index) => makeLabel(`${number}-${index}`));
  const batch: Batch = {
    key: hexOf(0x4b, 20),
    campaign,
    termsHash: hexOf(0x7e, 32),
    sequence: number,
    count,
    labelsRoot: treeOf(labels.map(labelLeaf), wordLeafHash, keccak).root,
  };
  const refused = refusedAt.map((index): [number, Refusal] => [index, 'task-full']);
  const received = count - refused.length;
  const receipt: Receipt = {
    batchHash: batchHash(place, batch),
    campaign,
    payTo,
    epoch,
    number,
    received,
    amount: (BigInt(received) * price).toString(),
    refusedHash: refusedHash(refused),
    acceptBy: cutOf(epoch) - epochSeconds / 2 + acceptSeconds,
  };
  return { labels, batch, receipt, refused };
}

/** What a statement says of one label. */
export type Verdict = 'held' | 'paid' | 'rejected';

export function rowOf({ labels, receipt }: Sent, index: number, verdict: Verdict, credit = price): LabelRow {
  const label = labels[index]!;
  const common = {
    ref: hexOf(index, 32),
    number: receipt.number,
    index,
    taskPart: taskPart(label),
    bodyPart: bodyPart(label),
    price: price.toString(),
  };
  if (verdict === 'held') return { ...common, state: 'held' };
  const settled = { ...common, opened: openedOf(label), posterior: { tone: 1_000_000 } };
  return verdict === 'paid'
    ? { ...settled, counted: true, state: 'paid', credit: credit.toString() }
    : {
        ...settled,
        counted: false,
        state: 'rejected',
        credit: '0',
        code: 'below-guess',
        evidence: 'scored=40 sum=-3',
      };
}

/** An epoch that a relay published. */
export interface Published {
  statement: Statement;
  file: CampaignFile;
}

/** Statement and campaign file of an epoch, over the batches that it lists and the rows that it has. */
export function published(
  epoch: number,
  previous: number | null,
  listed: readonly Sent[],
  rows: readonly LabelRow[],
): Published {
  const file: CampaignFile = {
    version: 1,
    campaign,
    epoch,
    previous: null,
    batches: listed.map(({ batch: { campaign: _, ...batch }, labels, receipt }) => ({
      ...batch,
      signature: `${hexOf(0x51, 64)}1b`,
      number: receipt.number,
      leaves: labels.map(labelLeaf),
    })),
    rows: [...rows],
    sums: [],
    golds: { opened: [], committed: [] },
  };
  const made: Statement = {
    version: 1,
    chainId: info.chainId,
    escrow: info.escrow,
    epoch,
    cut: cutOf(epoch),
    previous: previous === null ? null : { epoch: previous, statementHash: hexOf(previous, 32) },
    batchesRoot: treeOf(
      listed.map(({ receipt }) => receipt.batchHash),
      wordLeafHash,
      keccak,
    ).root,
    rewardRoot: zero32,
    rewards: [],
    openRoot: zero32,
    openLeaves: [],
    entries: [
      {
        campaign,
        credit: '0',
        open: '0',
        final: false,
        weightsRoot: zero32,
        contentHash: zero32,
        file: hashJson(file),
      },
    ],
  };
  return reread({ statement: made, file });
}

/** As a device gets it: through the text, so that nothing is tested that could not be published. */
function reread(given: Published): Published {
  const read = {
    statement: parseJson(statement, canonicalText(given.statement)),
    file: parseJson(campaignFile, canonicalText(given.file)),
  };
  if (!read.statement.ok) throw new TypeError(read.statement.detail);
  if (!read.file.ok) throw new TypeError(read.file.detail);
  return { statement: read.statement.value, file: read.file.value };
}

export const own = (
  { receipt, refused, batch, labels }: Sent,
  settled: ReadonlyMap<number, number> = new Map(),
  appeals: OwnReceipt['appeals'] = [],
  rejected: OwnReceipt['rejected'] = new Set(appeals.map(({ index }) => index)),
): OwnReceipt => ({
  receipt,
  refused,
  batch,
  leaves: labels.map(labelLeaf),
  flatPrice: price,
  settled,
  weight: 0,
  rejected,
  appeals,
});
