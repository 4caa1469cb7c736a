import type { Handler } from 'hono';
import * as v from 'valibot';
import { bytes32 } from '../../../lib/protocol/scalar/hex.ts';
import type { Context } from '../../context.ts';
import { ProblemError } from '../../problem-error.ts';
import { campaignPage } from '../campaign-page.ts';
import { pageHeaders } from '../html-page.ts';

/** A campaign's link. Its newest terms, as text. */
export const getCampaignPage =
  (context: Context): Handler =>
  async (exchange) => {
    const id = exchange.req.param('campaign');
    if (!v.is(bytes32, id)) throw new ProblemError('unknown-campaign');
    const row = await context.db
      .selectFrom('campaigns')
      .select('terms_hash')
      .where('campaign', '=', id)
      .executeTakeFirst();
    const terms = row && (await context.termsOf(context.db, id, row.terms_hash));
    const token = context.tokens.find(({ address }) => address === terms?.token);
    if (terms === undefined || token === undefined) throw new ProblemError('unknown-campaign');
    return exchange.body(await campaignPage(id, terms, token), 200, {
      ...pageHeaders,
      'cache-control': 'public, max-age=60',
    });
  };
