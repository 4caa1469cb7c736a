import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Listing } from '../../lib/protocol/api/campaigns.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import type { Context } from '../context.ts';
import { freeOf } from '../ingest/free.ts';
import { closedTasks, type Figures, figuresReader } from './catalogue-figures.ts';

export interface CatalogueText {
  text: string;
  /** Of the campaigns alone: equal campaigns keep their text and tag. */
  tag: string;
}

export interface CatalogueFile {
  read(): Promise<CatalogueText>;
  /** Something changed that people wait for: the next read builds it again. */
  expire(): void;
}

const million = 1_000_000;

/** The catalogue as one text, built at most every `catalogueSeconds` whoever asks, and kept while nothing changes. */
export function catalogueFile(context: Context): CatalogueFile {
  const figures = figuresReader(context);
  let kept: CatalogueText | undefined;
  let builtAt = 0;
  let building: Promise<CatalogueText> | undefined;
  const build = async (): Promise<CatalogueText> => {
    const at = context.now();
    const campaigns = await listings(context, await figures(), at);
    const list = canonicalText(campaigns);
    const tag = createHash('sha256').update(list).digest('base64url');
    if (kept?.tag !== tag) kept = { text: `{"campaigns":${list},"updatedAt":${at},"version":1}`, tag };
    builtAt = at;
    return kept;
  };
  return {
    expire() {
      builtAt = 0;
    },
    async read() {
      if (kept !== undefined && context.now() < builtAt + context.catalogueSeconds) return kept;
      building ??= build().finally(() => {
        building = undefined;
      });
      return building;
    },
  };
}

/**
 * The most characters of terms in one catalogue. Everybody loads it, and building it keeps the process busy: of hostile
 * campaigns with terms of megabytes, none may take the place of ordinary ones.
 */
const mostTerms = 20_000_000;

/**
 * Campaigns that can still receive a label: active on chain, not closed, funded for one more (P7). When their terms are
 * too much, those with the shortest are in.
 */
async function listings(
  context: Context,
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
    const terms = await context.termsOf(context.db, row.campaign, row.terms_hash);
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
      refusalRate: figure === undefined ? 0 : Math.floor((figure.lost * million) / figure.labels),
      lottery: { share: row.lottery_share, taken: row.lottery_taken },
      medianSeconds: figure?.median_ms == null ? null : Math.round(figure.median_ms / 1000),
      closedTasks: full.get(row.campaign) ?? [],
    });
  }
  return listed.sort((a, b) => (a.campaign < b.campaign ? -1 : 1));
}
