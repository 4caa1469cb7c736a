import type { Handler } from 'hono';
import { routes } from '../../../lib/protocol/api/routes.ts';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import type { Context } from '../../context.ts';
import { batchReader } from '../../ingest/batch-text.ts';
import { batchReceiver } from '../../ingest/receiver.ts';
import { readBody } from '../body.ts';
import { bodyParser, jsonAnswer } from '../door.ts';
import { turnstile } from '../turnstile.ts';

/** As every POST, but a body in canonical form is read where it stands; every other is brought into that form. */
export function postBatch(context: Context): Handler {
  const { body: most, request } = routes.batches;
  const read = batchReader();
  const parse = bodyParser(request);
  const receive = batchReceiver(context);
  const turn = turnstile();
  return async (exchange) => {
    const body = await readBody(exchange.req.raw, most);
    await turn();
    const batch = read(body) ?? read(Buffer.from(canonicalText(parse(body))));
    if (batch === undefined) throw new TypeError('a batch of which canonical text can not be read');
    return jsonAnswer(exchange, await receive(batch));
  };
}
