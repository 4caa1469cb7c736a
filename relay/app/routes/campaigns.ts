import type { Handler } from 'hono';
import { parseValue } from '../../../lib/protocol/api/json.ts';
import { routes } from '../../../lib/protocol/api/routes.ts';
import type { Context } from '../../context.ts';
import { registerCampaign } from '../../ingest/campaign.ts';
import { ProblemError } from '../../problem-error.ts';
import { cachedJson } from '../cached.ts';
import type { CatalogueFile } from '../catalogue/catalogue-file.ts';
import { posted } from '../door.ts';

export const postCampaign = (context: Context, catalogue: CatalogueFile) =>
  posted(routes.openCampaign, async (request) => {
    const opened = await registerCampaign(context, request);
    catalogue.expire();
    return opened;
  });

export const getCampaigns =
  (catalogue: CatalogueFile): Handler =>
  async (exchange) => {
    const query = parseValue(routes.campaigns.query, exchange.req.query());
    if (!query.ok) throw new ProblemError('malformed', query.detail);
    const { text, tag } = await catalogue.read(query.value.since);
    return cachedJson(exchange, text, tag, 'public, max-age=15');
  };
