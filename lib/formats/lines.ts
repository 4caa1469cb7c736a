import type { Hex } from '../protocol/scalar/hex.ts';

/** What settlement says of a label at some epoch. Amounts are decimal digits, `posterior` is JSON text. */
export type Outcome =
  | { state: 'received' }
  | { state: 'held' }
  | {
      state: 'paid';
      credit: string;
      settledEpoch: number;
      posterior: string;
      /** Of a final campaign: its dataset by content hash, and what the label owns of it. */
      owned?: { dataset: Hex; weight: number } | undefined;
    }
  | { state: 'rejected'; code: string; evidence: string; settledEpoch: number; posterior: string };

/** Where and how a label was received. */
export interface ReceivedAs {
  number: number;
  index: number;
  batchHash: Hex;
  key: Hex;
  leaf: Hex;
  price: string;
  receivedEpoch: number;
  outcome: Outcome;
}

export interface InferredTruth {
  task: Hex;
  /** JSON texts. */
  target: string;
  truth: string;
  posterior: string;
  labels: number;
  settledEpoch: number;
}

/**
 * What follows a label's own text in an `exportedLabel` as JSON, in place of that text's last brace: so the label goes out as it
 * was signed, and nothing of it is parsed and written again. Of these fields none but `evidence` can hold a character that
 * JSON escapes.
 */
export const behindLabel = (row: ReceivedAs): string =>
  `,"number":${row.number},"index":${row.index},"batchHash":"${row.batchHash}","key":"${row.key}","leaf":"${row.leaf}","price":"${row.price}","receivedEpoch":${row.receivedEpoch},${outcomeOf(row.outcome)}}`;

function outcomeOf(outcome: Outcome): string {
  if (outcome.state === 'received' || outcome.state === 'held') return `"state":"${outcome.state}"`;
  const { state, settledEpoch, posterior } = outcome;
  const settled = `"state":"${state}","settledEpoch":${settledEpoch},"posterior":${posterior}`;
  return outcome.state === 'paid'
    ? `${settled},"credit":"${outcome.credit}"${ownedOf(outcome.owned)}`
    : `${settled},"credit":"0","code":"${outcome.code}","evidence":${JSON.stringify(outcome.evidence)}`;
}

const ownedOf = (owned: { dataset: Hex; weight: number } | undefined): string =>
  owned === undefined ? '' : `,"dataset":"${owned.dataset}","weight":${owned.weight}`;

/** One `exportedTruth` as JSON, without its line end. */
export const truthLine = ({ task, target, truth, posterior, labels, settledEpoch }: InferredTruth): string =>
  `{"task":"${task}","target":${target},"truth":${truth},"posterior":${posterior},"labels":${labels},"settledEpoch":${settledEpoch}}`;
