import { routes } from '../../../lib/protocol/api/routes.ts';
import type { Context } from '../../context.ts';
import { batchReceiver } from '../../ingest/receiver.ts';
import { posted } from '../door.ts';

export const postBatch = (context: Context) => posted(routes.batches, batchReceiver(context));
