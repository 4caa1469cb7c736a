import type { RelayInfo } from '../../lib/protocol/api/relay.ts';
import { depositFor } from '../../lib/protocol/terms/cost.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import { termsFault } from '../ingest/terms-fault.ts';
import type { Cost } from './cost.ts';

export interface Sense {
  /** Why no money should move. */
  faults: string[];
  /** What a requester may have meant otherwise. */
  doubts: string[];
}

const day = 86_400;

/**
 * Whether well-formed terms with a deposit make sense, before any money moves.
 * @param now seconds since 1970
 */
export function senseOf(
  terms: Terms,
  { info, cost, deposit, now }: { info: RelayInfo; cost: Cost; deposit: bigint; now: number },
): Sense {
  const { redundancy, stopConfidence } = terms.policy;
  const faults: string[] = [];
  const doubts: string[] = [];
  const fault = termsFault(terms, info, info.tokens);
  if (fault !== undefined) faults.push(fault);
  if (terms.closes <= now) faults.push('closes: that is in the past.');
  else if (terms.closes < now + day) doubts.push('closes: that is less than a day from now.');
  if (terms.opens > now + 30 * day) doubts.push('opens: that is more than a month from now.');
  const price = BigInt(terms.price);
  const oneTask = depositFor(price * BigInt(redundancy.min));
  if (deposit < oneTask)
    faults.push(
      `The deposit does not pay for one task: ${redundancy.min} labels and the twentieth for appeals are ${oneTask} of the token’s smallest unit.`,
    );
  else if (cost.tasks !== undefined && deposit < depositFor(price * BigInt(redundancy.min) * cost.tasks))
    faults.push(
      `The deposit does not pay for ${cost.tasks} tasks with ${redundancy.min} labels each: it runs dry before.`,
    );
  else if (cost.deposit !== undefined && deposit < cost.deposit)
    doubts.push('The deposit does not pay for as many labels as every task may take.');
  if (redundancy.min === 1)
    doubts.push('redundancy: one label settles a task, so nobody checks what anybody says.');
  if (redundancy.min < redundancy.max && stopConfidence === 1_000_000)
    doubts.push('stopConfidence: nothing is ever that sure, so every task takes all its labels.');
  return { faults, doubts };
}
