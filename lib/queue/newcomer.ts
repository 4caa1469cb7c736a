import type { Hex } from '../protocol/scalar/hex.ts';
import { mustWait } from '../protocol/terms/newcomer.ts';
import type { Terms } from '../protocol/terms/terms.ts';
import type { Schema } from '../storage/database.ts';
import type { JoinRecord } from '../storage/records.ts';

type Labels = Schema['labels'];
/** The index of labels by campaign and state. */
interface ByState {
  count(key: Labels['indexes']['campaignState']): Promise<number>;
}

const open = ['queued', 'sent', 'received', 'held'];

/** Whether a campaign takes no further label of this account before its first ones are judged. */
export async function isWaiting(
  { policy }: Pick<Terms, 'policy'>,
  campaign: Hex,
  join: JoinRecord | undefined,
  labels: ByState,
): Promise<boolean> {
  if (policy.pay === 'flat' || join === undefined || join.known === true) return false;
  const counts = await Promise.all(open.map((state) => labels.count([campaign, state])));
  return mustWait(
    policy,
    counts.reduce((sum, count) => sum + count, 0),
  );
}
