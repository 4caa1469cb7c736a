import { depositFor } from '../../lib/protocol/terms/cost.ts';
import { tasksOf } from '../../lib/protocol/terms/example.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';

/** What a campaign costs, in the token's smallest unit. */
export interface Cost {
  /** Undefined when nobody said how many there are. */
  tasks: bigint | undefined;
  /** Of a task with as few labels as settle it, and with as many as it takes. */
  least: bigint;
  most: bigint;
  /** From which all tasks can be paid with as many labels as they take; undefined without a number of tasks. */
  deposit: bigint | undefined;
}

/** @param tasks how many the requester expects; of a list of whole pages they are known */
export function costOf(
  { price, policy, universe, targets, examples = [] }: Terms,
  tasks: number | undefined,
): Cost {
  const listed =
    universe.kind === 'list' && targets.unit === 'page'
      ? universe.addresses.length - tasksOf(examples)
      : undefined;
  const count = tasks ?? listed;
  const { min, max } = policy.redundancy;
  const of = (labels: number) => BigInt(price) * BigInt(labels);
  const expected = count === undefined ? undefined : BigInt(count);
  return {
    tasks: expected,
    least: of(min),
    most: of(max),
    deposit: expected === undefined ? undefined : depositFor(BigInt(price) * BigInt(max) * expected),
  };
}
