import { routes } from '../../../lib/protocol/api/routes.ts';
import type { Context } from '../../context.ts';
import { receiveBatch } from '../../ingest/batch.ts';
import { posted } from '../door.ts';

export const postBatch = (context: Context) =>
  posted(routes.batches, (request) => receiveBatch(context, request));
