import type { Label } from '../../lib/protocol/label/label.ts';
import type { Body } from '../../lib/protocol/question/body.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import { flat } from '../../lib/truth/pay/flat.ts';
import type { Earned, PayRule } from '../../lib/truth/pay/pay.ts';
import { plainVote } from '../../lib/truth/plain-vote.ts';
import { settles } from '../../lib/truth/settles.ts';
import { type OpenLabel, readLabel } from './open-label.ts';

/** What this epoch decides of one label. */
export interface Decided {
  label: Label;
  earned: Earned;
  /** The most likely body of its task. */
  truth: Body;
  /** Per question, in parts per million. */
  posterior: Record<string, number>;
}

/** Creation refuses terms with a rule that is not here. */
const payRules: Partial<Record<Terms['policy']['pay'], PayRule>> = { flat };

/**
 * Infers the truth of every task with open labels, settles those that are due and prices their labels. Labels of tasks
 * that are not due are not in the result.
 *
 * @param dueBy seconds; a promise up to here is settled now
 */
export function decide(terms: Terms, open: readonly OpenLabel[], dueBy: number): Map<OpenLabel, Decided> {
  const pay = payRules[terms.policy.pay];
  if (pay === undefined) throw new RangeError(`no pay rule ${terms.policy.pay}`);
  const read = open.map((one) => ({ one, label: readLabel(one) }));
  const truth = plainVote(
    terms.questions,
    read.map(({ one: { ref, key }, label: { body } }) => ({ ref, key, body })),
  );
  const due = new Set<Hex>();
  for (const [ref, task] of Map.groupBy(open, (one) => one.ref)) {
    const inferred = truth.get(ref);
    if (inferred === undefined) continue;
    const acceptBy = Math.min(...task.map((one) => one.acceptBy));
    const closed = task.some((one) => one.closed);
    if (closed || settles(terms.policy, { labels: task.length, acceptBy, inferred }, dueBy)) due.add(ref);
  }
  const settled = read.filter(({ one }) => due.has(one.ref));
  const earned = pay(
    settled.map(({ one: { ref, key, price }, label: { body } }) => ({ ref, key, body, price })),
    truth,
  );
  return new Map(
    settled.flatMap(({ one, label }, index) => {
      const own = earned[index];
      const inferred = truth.get(one.ref);
      if (own === undefined || inferred === undefined) return [];
      return [[one, { label, earned: own, ...inferred }] as const];
    }),
  );
}
