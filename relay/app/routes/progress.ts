import type { Handler } from 'hono';
import type { Context } from '../../context.ts';
import { ProblemError } from '../../problem-error.ts';
import { progressReader } from '../../progress/progress.ts';
import { jsonAnswer } from '../door.ts';
import { ownCampaign } from '../session.ts';

/** How a campaign stands, for its requester. */
export const getProgress = (context: Context): Handler => {
  const read = progressReader(context);
  return async (exchange) => {
    const campaign = await ownCampaign(context, exchange);
    const terms = await context.termsOf(context.db, campaign.campaign, campaign.terms_hash);
    if (terms === undefined) throw new ProblemError('unknown-terms');
    return jsonAnswer(exchange, await read(campaign, terms));
  };
};
