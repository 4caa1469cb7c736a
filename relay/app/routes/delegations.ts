import { routes } from '../../../lib/protocol/api/routes.ts';
import type { Context } from '../../context.ts';
import { receiveDelegation } from '../../ingest/delegation.ts';
import { posted } from '../door.ts';

export const postDelegation = (context: Context) =>
  posted(routes.delegations, async (request) => {
    await receiveDelegation(context, request);
    return { accepted: true };
  });
