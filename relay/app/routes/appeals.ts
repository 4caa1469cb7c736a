import { routes } from '../../../lib/protocol/api/routes.ts';
import type { Context } from '../../context.ts';
import { receiveAppeal } from '../../ingest/appeal.ts';
import { posted } from '../door.ts';

export const postAppeal = (context: Context) =>
  posted(routes.appeals, (request) => receiveAppeal(context, request));
