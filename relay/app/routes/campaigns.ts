import type { Handler } from 'hono';
import { routes } from '../../../lib/protocol/api/routes.ts';
import type { Context } from '../../context.ts';
import { registerCampaign } from '../../ingest/campaign.ts';
import { cachedJson } from '../cached.ts';
import type { CatalogueFile } from '../catalogue.ts';
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
    const { text, tag } = await catalogue.read();
    return cachedJson(exchange, text, tag, 'public, max-age=15');
  };
