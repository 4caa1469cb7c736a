import { routes } from '../../../lib/protocol/api/routes.ts';
import type { Context } from '../../context.ts';
import { receiveRevocation } from '../../ingest/revocation.ts';
import { posted } from '../door.ts';

export const postRevocation = (context: Context) =>
  posted(routes.revocations, async (request) => {
    await receiveRevocation(context, request);
    return { accepted: true };
  });
