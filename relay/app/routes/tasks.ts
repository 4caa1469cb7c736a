import type { Handler } from 'hono';
import * as v from 'valibot';
import type { TaskLists } from '../../../lib/protocol/api/tasks.ts';
import { bytes32 } from '../../../lib/protocol/scalar/hex.ts';
import type { Context } from '../../context.ts';
import { ProblemError } from '../../problem-error.ts';
import { keptAnswers } from '../../progress/kept-answers.ts';
import { taskLabels } from '../../progress/task-labels.ts';
import { taskLists } from '../../progress/task-lists.ts';
import { jsonAnswer } from '../door.ts';
import { ownCampaign } from '../session.ts';

/** The slowest and the most contested tasks of a campaign, for its requester. */
export const getTaskLists = (context: Context): Handler => {
  const kept = keptAnswers<TaskLists>(context);
  return async (exchange) => {
    const { campaign } = await ownCampaign(context, exchange);
    return jsonAnswer(exchange, await kept(campaign, () => taskLists(context, campaign)));
  };
};

/** All labels of a task, for the campaign's requester. */
export const getTaskLabels =
  (context: Context): Handler =>
  async (exchange) => {
    const { campaign } = await ownCampaign(context, exchange);
    const task = exchange.req.param('task');
    if (!v.is(bytes32, task)) throw new ProblemError('not-found');
    return jsonAnswer(exchange, await taskLabels(context, campaign, task));
  };
