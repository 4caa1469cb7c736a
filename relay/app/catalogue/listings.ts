import { sql } from 'kysely';
import type { Listing } from '../../../lib/protocol/api/campaigns.ts';
import { emptyFilter } from '../../../lib/protocol/api/task-filter.ts';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';
import type { Context } from '../../context.ts';
import { freeOf } from '../../ingest/free.ts';
import { termsIfReadable } from '../../ingest/terms.ts';
import { closedTasks } from './closed-tasks.ts';
import { type Figures, refusalRate } from './figures.ts';

/**
 * The most characters of terms in one catalogue. Everybody loads it, and building it keeps the process busy: of hostile
 * campaigns with terms of megabytes, none may take the place of ordinary ones.
 */
const mostTerms = 20_000_000;

/**
 * Campaigns that can still receive a label: active on chain, not closed, funded for one more (P7). When their terms are
 * too much, those with the shortest are in.
 */
export async function listings(
  context: Pick<Context, 'db' | 'now' | 'termsOf' | 'log'>,
  figures: ReadonlyMap<Hex, Figures>,
  now: number,
): Promise<Listing[]> {
  const rows = await context.db
    .selectFrom('campaigns')
    .innerJoin('campaign_terms', (on) =>
      on
        .onRef('campaign_terms.campaign', '=', 'campaigns.campaign')
        .onRef('campaign_terms.terms_hash', '=', 'campaigns.terms_hash'),
    )
    .selectAll('campaigns')
    .select(sql<number>`length(terms)`.as('length'))
    .where('chain_state', '=', 'active')
    .where('final_epoch', 'is', null)
    .where('closes_at', '>', now)
    .orderBy('length')
    .orderBy('campaigns.campaign')
    .execute();
  const full = await closedTasks(context);
  const listed: Listing[] = [];
  let characters = 0;
  for (const row of rows) {
    characters += row.length;
    if (characters > mostTerms) break;
    const terms = await termsIfReadable(context, context.db, row);
    const free = freeOf(row);
    if (terms === undefined || terms.closes <= now || free < BigInt(terms.price)) continue;
    const figure = figures.get(row.campaign);
    listed.push({
      campaign: row.campaign,
      salt: row.salt,
      termsHash: row.terms_hash,
      terms,
      funding: {
        deposited: row.deposited.toString(),
        released: row.credited.toString(),
        free: free.toString(),
        block: row.block,
      },
      refusalRate: figure === undefined ? 0 : refusalRate(figure),
      lottery: { share: row.lottery_share, taken: row.lottery_taken },
      medianSeconds: figure?.median_ms == null ? null : Math.round(figure.median_ms / 1000),
      closedTasks: full.get(row.campaign) ?? emptyFilter,
    });
  }
  return listed.sort((a, b) => (a.campaign < b.campaign ? -1 : 1));
}
