import type { Context as Exchange, Handler } from 'hono';
import type * as v from 'valibot';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import { ProblemError } from '../problem-error.ts';
import { readBody } from './body.ts';

interface Posted {
  request: v.GenericSchema;
  answer: v.GenericSchema;
  /** The most bytes of a body. */
  body: number;
}

/** An answer as RFC 8785 text: the same answer is the same bytes. */
export function jsonAnswer(exchange: Exchange, answer: unknown): Response {
  return exchange.body(canonicalText(answer), 200, { 'content-type': 'application/json' });
}

/**
 * The door of every POST: size, then JSON, then schema, and only then the work. What the work is given is parsed; what
 * it returns has the type of the route's answer.
 */
export function posted<const R extends Posted>(
  route: R,
  work: (request: v.InferOutput<R['request']>, exchange: Exchange) => Promise<v.InferOutput<R['answer']>>,
): Handler {
  return async (exchange) => {
    const text = await readBody(exchange.req.raw, route.body);
    const read = parseJson<R['request']>(route.request, text);
    if (!read.ok) throw new ProblemError('malformed', read.detail);
    return jsonAnswer(exchange, await work(read.value, exchange));
  };
}
