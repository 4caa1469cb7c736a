import { sql, type Transaction } from 'kysely';
import { missedEvidence } from '../../lib/protocol/label/missed-page.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import { isVouched } from '../../lib/truth/vouched.ts';
import type { Tables } from '../db/tables.ts';
import type { Situation } from './decide.ts';
import type { OpenLabel } from './open-label.ts';

/** Whether the relay has seen any page of a campaign: if not, it may be one that it can not see, and nothing is missed there. */
export interface Pages {
  sees: boolean;
  /** The cut. A look that was made later, by a clock that was wrong, proves nothing yet: who verifies knows only the cut. */
  until: number;
}

/** Undefined where nobody looks, or where the requester has named the pages. */
export async function pagesOf(
  confirms: boolean,
  trx: Transaction<Tables>,
  campaign: Hex,
  { universe }: Terms,
  until: number,
): Promise<Pages | undefined> {
  if (!confirms || universe.kind !== 'pattern') return undefined;
  const { rows } = await sql<{ sees: boolean }>`select exists (
    select from confirmations where campaign = ${campaign} and outcome = 'exists') sees`.execute(trx);
  return { sees: rows[0]?.sees ?? false, until };
}

/** What is known of a task's page: it is there; nobody can say yet; or it is not, as the evidence says. */
export type PageState = 'there' | 'unsure' | { evidence: string };

/** @param labels of one task, at least one; no epoch has judged them */
export function pageStateOf(
  { terms, pages, golds, scores, dueBy }: Pick<Situation, 'terms' | 'pages' | 'golds' | 'scores' | 'dueBy'>,
  labels: readonly OpenLabel[],
): PageState {
  const { page, ref, again } = labels[0]!;
  // What was there when a gold was made of it, or when it was settled before, stays so.
  if (pages === undefined || again || golds.opened.has(ref) || page?.outcome === 'exists') return 'there';
  const keys = labels.map(({ key }) => key);
  if (isVouched(keys, scores)) return 'there';
  if (pages.sees && page?.outcome === 'gone' && page.last <= pages.until)
    return mayHaveCome(labels, page.last, terms, dueBy) ? 'unsure' : { evidence: missedEvidence(page) };
  if (labels.some(({ closed }) => closed)) return 'there';
  // Where nobody's work becomes known nobody can stand for a page: then waiting for them is in vain.
  const { pay, redundancy } = terms.policy;
  const isKnownNever = pay === 'flat' || redundancy.max === 1;
  return isKnownNever && page?.outcome === 'unknown' ? 'there' : 'unsure';
}

const hour = 3600;

/** Whether a page was labeled after it was missed last, and can be looked at again before a promise is due. */
function mayHaveCome(
  labels: readonly OpenLabel[],
  missedAt: number,
  { acceptByHours }: Terms,
  dueBy: number,
): boolean {
  const dates = labels.map(({ acceptBy }) => acceptBy);
  return Math.max(...dates) - acceptByHours * hour > missedAt && Math.min(...dates) > dueBy;
}
