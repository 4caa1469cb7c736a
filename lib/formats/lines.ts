import type { Hex } from '../protocol/scalar/hex.ts';

/** What settlement says of a label at some epoch. Amounts are decimal digits, `posterior` is JSON text. */
export type Outcome =
  | { state: 'received' }
  | { state: 'held' }
  | { state: 'paid'; credit: string; settledEpoch: number; posterior: string }
  | { state: 'rejected'; code: string; evidence: string; settledEpoch: number; posterior: string };

/** A received label, and where and how it was received. */
export interface ReceivedLabel {
  /** The RFC 8785 text of the label, as it was hashed. */
  text: string;
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
 * One `exportedLabel` as JSON, without its line end. The label's own text goes in as it was signed, so nothing of it is parsed
 * and written again; of the other fields none but `evidence` can hold a character that JSON escapes.
 */
export const labelLine = (row: ReceivedLabel): string =>
  `${row.text.slice(0, -1)},"number":${row.number},"index":${row.index},"batchHash":"${row.batchHash}","key":"${row.key}","leaf":"${row.leaf}","price":"${row.price}","receivedEpoch":${row.receivedEpoch},${outcomeOf(row.outcome)}}`;

function outcomeOf(outcome: Outcome): string {
  if (outcome.state === 'received' || outcome.state === 'held') return `"state":"${outcome.state}"`;
  const { state, settledEpoch, posterior } = outcome;
  const settled = `"state":"${state}","settledEpoch":${settledEpoch},"posterior":${posterior}`;
  return outcome.state === 'paid'
    ? `${settled},"credit":"${outcome.credit}"`
    : `${settled},"credit":"0","code":"${outcome.code}","evidence":${JSON.stringify(outcome.evidence)}`;
}

/** One `exportedTruth` as JSON, without its line end. */
export const truthLine = ({ task, target, truth, posterior, labels, settledEpoch }: InferredTruth): string =>
  `{"task":"${task}","target":${target},"truth":${truth},"posterior":${posterior},"labels":${labels},"settledEpoch":${settledEpoch}}`;
