import { goldsCost } from '../../lib/authoring/golds.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import type { Cost } from './cost.ts';
import type { Money } from './money.ts';

/** How many tasks measure people rather than pages, what that costs, and whether it is enough. @param given answers that are known */
export function goldLines({ price, policy }: Terms, { tasks }: Cost, given: number, money: Money): string[] {
  if (policy.pay === 'flat') return given === 0 ? [] : ['Mind: under flat nobody is measured.'];
  const known = given === 0 ? '' : `, and ${given} whose answer you know`;
  if (tasks === undefined) return [`  golds     a tenth of the tasks in each epoch${known}`];
  const { min: least, max: most } = policy.redundancy;
  const golds = goldsCost(BigInt(price), { least, most, tasks: Number(tasks) }, given);
  return [
    `  golds     about ${golds.chosen} tasks${known}: up to ${golds.labels} labels more, ${money.show(golds.pay)}`,
    ...(golds.isEnough
      ? []
      : [
          `Mind: golds for ${golds.labelers} labelers only, ten each, and a task takes ${most}. Ask for more tasks, leave room between redundancy’s min and max, or give answers that you know (--golds).`,
        ]),
  ];
}
