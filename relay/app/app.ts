import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { campaignLink, filePath, routes, streams } from '../../lib/protocol/api/routes.ts';
import type { Context } from '../context.ts';
import { ProblemError } from '../problem-error.ts';
import { catalogueFile } from './catalogue/catalogue-file.ts';
import { problemAnswer } from './failure.ts';
import { limited } from './rate-limit.ts';
import { requestLog } from './request-log.ts';
import { postAppeal } from './routes/appeals.ts';
import { postBatch } from './routes/batches.ts';
import { getCampaignPage } from './routes/campaign-page.ts';
import { getCampaigns, postCampaign } from './routes/campaigns.ts';
import { postClaim } from './routes/claims.ts';
import { getConnect } from './routes/connect.ts';
import { postDelegation } from './routes/delegations.ts';
import { getEpoch } from './routes/epochs.ts';
import { getEvents } from './routes/events.ts';
import { getExport } from './routes/export.ts';
import { getFile } from './routes/files.ts';
import { getHealth, getReady } from './routes/health.ts';
import { getMetrics } from './routes/metrics.ts';
import { getDocs, getOpenApi } from './routes/openapi.ts';
import { getOwnLabels } from './routes/own-labels.ts';
import { getOwnRewards } from './routes/own-rewards.ts';
import { getProgress } from './routes/progress.ts';
import { getRelay } from './routes/relay.ts';
import { postRevocation } from './routes/revocations.ts';
import { postSession } from './routes/sessions.ts';
import { getTaskLabels, getTaskLists } from './routes/tasks.ts';

const day = 24 * 3600;
// A device whose clock is off signs in by the date.
const exposed = ['content-disposition', 'date', 'etag', 'retry-after', 'x-request-id'];

/**
 * The relay's HTTP side. Any origin may ask and none sends cookies: the extension has no host permission for it.
 * @param stopping ends the answers that have no end of their own
 */
export function createApp(context: Context, stopping = new AbortController().signal): Hono {
  const app = new Hono();
  const catalogue = catalogueFile(context);
  const newId = () => Buffer.from(context.randomBytes(8)).toString('hex');

  // What every answer says is said before the work: an answer that is there is copied for each header that is added.
  app.use(async (exchange, next) => {
    exchange.header('date', new Date(context.now() * 1000).toUTCString());
    await next();
  });
  app.use(requestLog(context, newId));
  app.options(
    '/v1/*',
    cors({
      origin: '*',
      allowMethods: ['GET', 'POST'],
      allowHeaders: ['authorization', 'content-type', 'if-none-match'],
      maxAge: day,
    }),
  );
  app.use('/v1/*', async (exchange, next) => {
    exchange.header('access-control-allow-origin', '*');
    exchange.header('access-control-expose-headers', exposed.join(','));
    await next();
  });
  app.use('/v1/*', limited(context.rateLimit, context.trustedProxies));
  app.onError((error, exchange) => problemAnswer(exchange, error, context));
  app.notFound((exchange) => problemAnswer(exchange, new ProblemError('not-found'), context));

  app.get('/healthz', getHealth);
  app.get('/readyz', getReady(context));
  app.get('/openapi.json', getOpenApi(context));
  app.get('/docs', getDocs());
  app.get('/connect', getConnect());
  app.get(campaignLink(':campaign'), getCampaignPage(context));
  app.get('/metrics', getMetrics(context));
  app.get(routes.relay.path, getRelay(context));
  app.get(routes.campaigns.path, getCampaigns(catalogue));
  app.post(routes.openCampaign.path, postCampaign(context, catalogue));
  app.post(routes.delegations.path, postDelegation(context));
  app.post(routes.revocations.path, postRevocation(context));
  app.post(routes.batches.path, postBatch(context));
  app.post(routes.sessions.path, postSession(context));
  app.get(routes.ownLabels.path, getOwnLabels(context));
  app.get(routes.ownRewards.path, getOwnRewards(context));
  app.post(routes.claims.path, postClaim(context));
  app.post(routes.appeals.path, postAppeal(context));
  app.get(routes.progress.path, getProgress(context));
  app.get(routes.taskLists.path, getTaskLists(context));
  app.get(routes.taskLabels.path, getTaskLabels(context));
  app.get(streams.export.path, getExport(context));
  app.get(streams.events.path, getEvents(context, stopping));
  app.get(routes.epoch.path, getEpoch(context));
  app.get(filePath(':hash'), getFile(context));
  return app;
}
