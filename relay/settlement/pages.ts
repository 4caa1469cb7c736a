import { sql, type Transaction } from 'kysely';
import { missedEvidence } from '../../lib/protocol/label/missed-page.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Terms } from '../../lib/protocol/terms/terms.ts';
import { isVouched } from '../../lib/truth/vouched.ts';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.ts';
import type { Situation } from './decide.ts';
import type { OpenLabel } from './open-label.ts';

/** Whether the relay has seen any page of a campaign: if not, it may be one that it can not see, and nothing is missed there. */
export interface Pages {
  sees: boolean;
}

/** Undefined where nobody looks, or where the requester has named the pages. */
export async function pagesOf(
  { confirming }: Context,
  trx: Transaction<Tables>,
  campaign: Hex,
  { universe }: Terms,
): Promise<Pages | undefined> {
  if (confirming === undefined || universe.kind !== 'pattern') return undefined;
  const { rows } = await sql<Pages>`select exists (
    select from confirmations where campaign = ${campaign} and outcome = 'exists') sees`.execute(trx);
  return rows[0];
}

/** What is known of a task's page: it is there; nobody can say yet; or it is not, as the evidence says. */
export type PageState = 'there' | 'unsure' | { evidence: string };

/** @param labels of one task, at least one; no epoch has judged them */
export function pageStateOf(
  { terms: { policy }, pages, golds, scores }: Pick<Situation, 'terms' | 'pages' | 'golds' | 'scores'>,
  labels: readonly OpenLabel[],
): PageState {
  const { page, ref, again } = labels[0]!;
  // What was there when a gold was made of it, or when it was settled before, stays so.
  if (pages === undefined || again || golds.opened.has(ref) || page?.outcome === 'exists') return 'there';
  const keys = labels.map(({ key }) => key);
  if (isVouched(keys, scores)) return 'there';
  if (pages.sees && page?.outcome === 'gone') return { evidence: missedEvidence(page) };
  if (labels.some(({ closed }) => closed)) return 'there';
  // Where nobody's work becomes known nobody can stand for a page: then waiting for them is in vain.
  const isKnownNever = policy.pay === 'flat' || policy.redundancy.max === 1;
  return isKnownNever && page?.outcome === 'unknown' ? 'there' : 'unsure';
}
