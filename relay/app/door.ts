import type { Context as Exchange, Handler } from 'hono';
import type * as v from 'valibot';
import { type Parsed, parseValue, readJson } from '../../lib/protocol/api/json.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import { ProblemError } from '../problem-error.ts';
import { readBody } from './body.ts';
import { surely } from './surely.ts';

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
  const isRequest = surely<R['request']>(route.request);
  const parse = (value: unknown): Parsed<v.InferOutput<R['request']>> =>
    isRequest(value) ? { ok: true, value } : parseValue<R['request']>(route.request, value);
  return async (exchange) => {
    const text = await readBody(exchange.req.raw, route.body);
    const read = readJson(text);
    const parsed = read.ok ? parse(read.value) : read;
    if (!parsed.ok) throw new ProblemError('malformed', parsed.detail);
    return jsonAnswer(exchange, await work(parsed.value, exchange));
  };
}
