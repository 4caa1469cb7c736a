import type { Handler } from 'hono';
import { routes } from '../../../lib/protocol/api/routes.ts';
import type { Context } from '../../context.ts';
import { batchReceiver } from '../../ingest/receiver.ts';
import { readBody } from '../body.ts';
import { jsonAnswer } from '../door.ts';

/** As every POST, but what the body says is read where it is checked. */
export function postBatch(context: Context): Handler {
  const { body: most } = routes.batches;
  const receive = batchReceiver(context);
  return async (exchange) => jsonAnswer(exchange, await receive(await readBody(exchange.req.raw, most)));
}
