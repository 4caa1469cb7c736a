import type { Label } from '../../lib/protocol/label/label.ts';
import { placesFit } from '../../lib/protocol/label/places-fit.ts';
import type { Refusal } from '../../lib/protocol/label/refusal.ts';
import type { Keccak } from '../../lib/protocol/ledger/tree.ts';
import { answersAll } from '../../lib/protocol/question/body.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { taskId } from '../../lib/protocol/signed/ids.ts';
import type { RefusedList } from '../../lib/protocol/signed/receipt.ts';
import { quoteFitsKey } from '../../lib/protocol/signed/text-key.ts';
import { canonicalAddress } from '../../lib/protocol/target/address.ts';
import { fitsTargets } from '../../lib/protocol/terms/fits.ts';
import { matchesUniverse } from '../../lib/protocol/terms/matches.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import type { TaskState } from './tasks.ts';

/** What stands in the way of a batch's labels, read under the campaign's row lock. */
export interface Situation {
  campaign: Hex;
  batchHash: Hex;
  terms: Terms;
  /** Of a label under the terms that the batch names. */
  price: bigint;
  free: bigint;
  /** Seconds since 1970, the relay's clock. */
  now: number;
  /** The tasks of this batch that somebody has labeled. */
  tasks: ReadonlyMap<Hex, TaskState>;
  keccak: Keccak;
}

export interface Verdicts {
  refused: RefusedList;
  duplicates: [index: number, batchHash: Hex][];
}

/** Which labels of a batch are refused, and why; the rest is received. Labels of one batch count one after the other. */
export function judge(labels: readonly Label[], situation: Situation): Verdicts {
  const { campaign, batchHash, terms, price, now, tasks, keccak } = situation;
  const refused: RefusedList = [];
  const duplicates: [number, Hex][] = [];
  /** Tasks that this batch labels. */
  const labeled = new Set<Hex>();
  const earlierBatch = (task: Hex) => (labeled.has(task) ? batchHash : tasks.get(task)?.earlier);
  let { free } = situation;

  const refusal = (label: Label): Refusal | undefined => {
    if (now >= terms.closes) return 'closed';
    if (now < terms.opens) return 'not-open';
    if (label.task !== taskId(campaign, label.target, keccak) || !belongs(terms, label, keccak))
      return 'bad-task';
    if (!answersAll(terms.questions, label.body) || !placesFit(label.target, label.body)) return 'bad-body';
    if (earlierBatch(label.task)) return 'duplicate';
    const task = tasks.get(label.task);
    if (task?.closed || (task?.labels ?? 0) >= terms.policy.redundancy.max) return 'task-full';
    return price > free ? 'budget-exhausted' : undefined;
  };

  labels.forEach((label, index) => {
    const code = refusal(label);
    if (code === undefined) {
      labeled.add(label.task);
      free -= price;
      return;
    }
    refused.push([index, code]);
    const first = earlierBatch(label.task);
    if (code === 'duplicate' && first) duplicates.push([index, first]);
  });
  return { refused, duplicates };
}

/** Whether the label's page is one of the campaign's, in the spelling under which all labelers meet, and its unit is asked about. */
function belongs({ universe, keepParameters, targets }: Terms, { target }: Label, keccak: Keccak): boolean {
  return (
    fitsTargets(targets, target) &&
    quoteFitsKey(target, keccak) &&
    // Of a page address only the query can be written in other ways that the schema accepts.
    (!target.address.includes('?') ||
      canonicalAddress(target.address, undefined, keepParameters) === target.address) &&
    matchesUniverse(universe, target.address)
  );
}
