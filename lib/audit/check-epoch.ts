import type { AppealAnswer } from '../protocol/api/appeals.ts';
import type { BatchRow, CampaignFile, LabelRow, Statement } from '../protocol/ledger/statement.ts';
import type { Hex } from '../protocol/scalar/hex.ts';
import type { Batch } from '../protocol/signed/batch.ts';
import { leafOf, openedPart } from '../protocol/signed/leaf.ts';
import type { Receipt, RefusedList } from '../protocol/signed/receipt.ts';
import { type Crowd, crowdOf } from './crowd.ts';
import { appealOf, isMissed, judgedOf } from './settlement/history.ts';

/** One receipt of the labeler, with what it answered. */
export interface OwnReceipt {
  receipt: Receipt;
  refused: RefusedList;
  batch: Batch;
  /** All label leaves of the batch, in order. */
  leaves: readonly Hex[];
  /** Under `flat` without hold every settled label is worth the price; null under a rule that needs more to recompute. */
  flatPrice: bigint | null;
  /** Positions of labels that a statement has settled, and its epoch. */
  settled: ReadonlyMap<number, number>;
  /** What statements have given its labels of the dataset so far. */
  weight: number;
  /** Positions of labels that stand rejected, and of which no statement has decided an appeal. */
  rejected: ReadonlySet<number>;
  /** What the relay has signed of labels whose appeal no statement has decided. An array, so that it is in an alarm's file. */
  appeals: readonly ({ index: number } & AppealAnswer)[];
}

export interface Difference {
  kind: 'missing' | 'altered' | 'underpaid';
  campaign: Hex;
  number: number;
  detail: string;
}

/** What a statement says of one own label. */
export interface Settled {
  batchHash: Hex;
  index: number;
  row: LabelRow;
  /** Of a label whose task is settled. */
  crowd: Crowd | undefined;
}

export interface EpochCheck {
  differences: Difference[];
  /** Rows of own labels as they were signed; what is said of altered ones is not taken over. */
  rows: Settled[];
  /** By batch: what the statement says of the work of the key that signed it. */
  works: Map<Hex, KeyWork>;
}

/** A campaign key's last hundred scored labels: how many, golds among them, and what they come to in basis points. */
export type KeyWork = Pick<CampaignFile['sums'][number], 'scored' | 'golds' | 'reached'>;

type Fault = Pick<Difference, 'kind' | 'detail'>;

const altered = (detail: string): Fault => ({ kind: 'altered', detail });
const missing = (detail: string): Fault => ({ kind: 'missing', detail });

function isSameBatch(row: BatchRow, { batch, leaves }: OwnReceipt): boolean {
  return (
    row.key === batch.key &&
    row.sequence === batch.sequence &&
    row.termsHash === batch.termsHash &&
    row.count === batch.count &&
    row.labelsRoot === batch.labelsRoot &&
    row.leaves.length === leaves.length &&
    row.leaves.every((leaf, index) => leaf === leaves[index])
  );
}

function batchFault(own: OwnReceipt, published: readonly BatchRow[]): Fault | undefined {
  const [row] = published;
  if (row === undefined) return missing('the statement does not have the batch');
  if (published.length > 1) return altered('the statement has two batches under this number');
  return isSameBatch(row, own) ? undefined : altered('the statement has another batch under this number');
}

/** Whether a row is of the label that was signed, at the price that was promised, and not settled before. */
function alteration(
  own: OwnReceipt,
  index: number,
  rows: readonly LabelRow[],
  epoch: number,
): Fault | undefined {
  const [row] = rows;
  if (row === undefined) return undefined;
  const { received, amount } = own.receipt;
  if (rows.length > 1) return altered(`label ${index} has ${rows.length} rows`);
  if (leafOf(row.taskPart, row.bodyPart) !== own.leaves[index])
    return altered(`label ${index} is not what was signed`);
  const opened = judgedOf(row)?.opened;
  if (opened !== undefined && openedPart(opened) !== row.bodyPart)
    return altered(`label ${index} is opened to another body than was signed`);
  if (BigInt(row.price) * BigInt(received) !== BigInt(amount))
    return altered(`label ${index} has the price ${row.price}, the receipt has ${amount} for ${received}`);
  const before = own.settled.get(index);
  const isAppeal = appealOf(row) !== undefined && own.rejected.has(index);
  if (before !== undefined && before < epoch && !isAppeal)
    return altered(`label ${index} was settled before`);
  return undefined;
}

/** Of a page that does not exist nothing is due: that it is said with the evidence there must be, the settlement's check says. */
function payFault({ flatPrice }: OwnReceipt, index: number, row: LabelRow): Fault | undefined {
  if (isMissed(row)) return undefined;
  if (row.state === 'held' || flatPrice === null || BigInt(row.credit) >= flatPrice) return undefined;
  return { kind: 'underpaid', detail: `label ${index} got ${row.credit} of ${flatPrice}` };
}

/** What a statement owes to one receipt, and what it says instead. */
function checkReceipt(own: OwnReceipt, { epoch, cut, previous }: Statement, published: Published) {
  const faults: Fault[] = [];
  const rows: Settled[] = [];
  const { number, epoch: receivedIn, batchHash, acceptBy } = own.receipt;
  const isNew = receivedIn <= epoch && receivedIn > (previous?.epoch ?? 0);
  const isLate = acceptBy < cut;
  const report = (fault: Fault | undefined) => {
    if (fault !== undefined) faults.push(fault);
    return fault;
  };
  if (isNew) report(batchFault(own, published.batches.get(number) ?? []));
  const refused = new Set(own.refused.map(([index]) => index));
  for (const index of own.leaves.keys()) {
    if (refused.has(index)) continue;
    const found = published.labels.get(keyOf(number, index)) ?? [];
    const [row] = found;
    if (row === undefined && isNew) report(missing(`label ${index} has no row`));
    if (report(alteration(own, index, found, epoch)) !== undefined) continue;
    const isOpen = row === undefined ? !own.settled.has(index) : row.state === 'held';
    if (isOpen && isLate && !(isNew && row === undefined))
      report(missing(`label ${index} was not settled by its date`));
    if (row === undefined) continue;
    report(payFault(own, index, row));
    rows.push({ batchHash, index, row, crowd: crowdOf(published.tasks.get(row.ref) ?? [], row) });
  }
  for (const { index, decideBy } of own.appeals) {
    const [row] = published.labels.get(keyOf(number, index)) ?? [];
    if (decideBy < cut && (row === undefined || appealOf(row) === undefined))
      report(missing(`the appeal of label ${index} was not decided by its date`));
  }
  return { faults, rows };
}

interface Published {
  batches: ReadonlyMap<number, readonly BatchRow[]>;
  labels: ReadonlyMap<string, readonly LabelRow[]>;
  tasks: ReadonlyMap<Hex, readonly LabelRow[]>;
}

const keyOf = (number: number, index: number) => `${number}:${index}`;

const publishedIn = (file: CampaignFile | undefined): Published => ({
  batches: Map.groupBy(file?.batches ?? [], ({ number }) => number),
  labels: Map.groupBy(file?.rows ?? [], ({ number, index }) => keyOf(number, index)),
  tasks: Map.groupBy(file?.rows ?? [], ({ ref }) => ref),
});

/**
 * Compares an epoch's statement with the labeler's receipts (P5): every batch received since the statement's
 * predecessor is in it as it was signed, with a row for every received label; every received label is settled by the
 * date on its receipt, whatever epoch the receipt names; what is settled is settled once and paid by the rule.
 *
 * @param file a campaign's file of this epoch, whose hash the caller has checked; undefined when there is none
 */
export function checkEpoch(
  statement: Statement,
  own: readonly OwnReceipt[],
  file: (campaign: Hex) => CampaignFile | undefined,
): EpochCheck {
  const differences: Difference[] = [];
  const rows: Settled[] = [];
  const works: EpochCheck['works'] = new Map();
  for (const [campaign, receipts] of Map.groupBy(own, ({ batch }) => batch.campaign)) {
    const ofCampaign = file(campaign);
    const published = publishedIn(ofCampaign);
    const sums = new Map(ofCampaign?.sums.map(({ key, ...sum }) => [key, sum]));
    for (const receipt of receipts) {
      const { number } = receipt.receipt;
      const check = checkReceipt(receipt, statement, published);
      differences.push(...check.faults.map((fault) => ({ ...fault, campaign, number })));
      rows.push(...check.rows);
      const work = sums.get(receipt.batch.key);
      if (work !== undefined) works.set(receipt.receipt.batchHash, work);
    }
  }
  return { differences, rows, works };
}
