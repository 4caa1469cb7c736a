import type { DatasetFile } from '../../protocol/ledger/dataset.ts';
import type { CampaignFile, StatementEntry } from '../../protocol/ledger/statement.ts';
import type { Keccak } from '../../protocol/ledger/tree.ts';
import type { Hex } from '../../protocol/scalar/hex.ts';
import type { Place } from '../../protocol/signed/domain.ts';
import type { Terms } from '../../protocol/terms/terms.ts';
import { appealFaults, appealSignatureFaults } from './check-appeals.ts';
import { batchFaults, type SignerOf } from './check-batches.ts';
import { datasetFaults } from './check-dataset.ts';
import { givenFaults } from './check-given.ts';
import { goldFaults, goldTruthFaults } from './check-golds.ts';
import { labelFaults } from './check-labels.ts';
import { lotteryFaults } from './check-lottery.ts';
import { pageFaults } from './check-pages.ts';
import { payFaults } from './check-pay.ts';
import { judgedAgain, truthFaults } from './check-truth.ts';
import type { Fault } from './fault.ts';
import { type History, judgedOf, told } from './history.ts';

/** What a campaign's part in an epoch is computed again from. */
export interface SettlementCheck {
  entry: StatementEntry;
  file: CampaignFile;
  /** What the entry names; undefined where it names none. */
  dataset: DatasetFile | undefined;
  /** Of the epoch's statement, in seconds. */
  cut: number;
  /** The campaign's files before this one. */
  before: History;
  /** Of every hash that a batch names. */
  termsOf(hash: Hex): Terms;
  keccak: Keccak;
}

/** Leaves, commitments, truth, scores, quality, credits, weights, and the sums of the entry: all but signatures. */
export function settlementFaults({
  entry,
  file,
  dataset,
  cut,
  before,
  termsOf,
  keccak,
}: SettlementCheck): Fault[] {
  const after = told(before, file, keccak);
  const faults = [...labelFaults(before, after, file, termsOf, keccak), ...goldFaults(before, file, keccak)];
  const [any] = after.batches.values();
  if (any !== undefined) {
    // Questions and policy are those of every terms: an amendment changes neither.
    const terms = termsOf(any.batch.termsHash);
    const judged = file.rows.some((row) => judgedOf(row) !== undefined)
      ? judgedAgain(before, after, file, terms)
      : undefined;
    faults.push(
      ...(judged === undefined ? [] : truthFaults(judged, after, terms)),
      ...appealFaults(before, after, { file, terms, tasks: judged?.tasks }),
      ...goldTruthFaults(before, after, file, terms, keccak),
      ...givenFaults(before, after, file, terms, keccak),
      ...pageFaults(before, after, { file, cut, terms }),
      ...payFaults(before, after, file, terms),
      ...lotteryFaults(before, after, { file, cut, terms }),
    );
  }
  return [...faults, ...entryFaults(entry, after, file), ...datasetFaults(entry, after, dataset, keccak)];
}

/** Computes a campaign's part in an epoch again from public files (P11), with the signatures of all its batches. */
export async function campaignFaults(
  check: SettlementCheck & { place: Place; signerOf: SignerOf },
): Promise<Fault[]> {
  const { place, before, file, keccak, signerOf } = check;
  const faults = await batchFaults(place, before, file, keccak, signerOf);
  faults.push(...(await appealSignatureFaults(place, before, file, keccak, signerOf)));
  return [...faults, ...settlementFaults(check)];
}

function entryFaults(entry: StatementEntry, after: History, file: CampaignFile): Fault[] {
  const credit = file.rows.reduce((sum, row) => sum + (row.state === 'paid' ? BigInt(row.credit) : 0n), 0n);
  let open = 0n;
  for (const { row } of after.labels.values()) if (row.state === 'held') open += BigInt(row.price);
  const fault = (name: string, said: unknown, computed: unknown): Fault => ({
    where: `entry ${entry.campaign}`,
    detail: `its ${name} is ${said}, computed again ${computed}`,
  });
  return [
    ...(entry.credit === credit.toString() ? [] : [fault('credit', entry.credit, credit)]),
    ...(entry.open === open.toString() ? [] : [fault('open', entry.open, open)]),
    ...(entry.final && open > 0n ? [fault('final', true, false)] : []),
  ];
}
