import { routes } from '../../../lib/protocol/api/routes.ts';
import type { Context } from '../../context.ts';
import { claim } from '../../settlement/claim.ts';
import { posted } from '../door.ts';
import { accountOf } from '../session.ts';

export const postClaim = (context: Context) =>
  posted(routes.claims, async (request, exchange) =>
    claim(context, await accountOf(context, exchange), request),
  );
