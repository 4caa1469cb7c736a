import type { Context as Exchange, Handler } from 'hono';
import type * as v from 'valibot';
import { type Parsed, parseValue, readJson } from '../../lib/protocol/api/json.ts';
import { canonicalText } from '../../lib/protocol/signed/canonical.ts';
import { ProblemError } from '../problem-error.ts';
import { surely } from '../surely.ts';
import { readBody, textOf } from './body.ts';

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

/** What a POST's body says; it throws ProblemError `malformed` when it says nothing of this schema. */
export function bodyParser<const S extends v.GenericSchema>(schema: S): (body: Buffer) => v.InferOutput<S> {
  const isSure = surely<S>(schema);
  const parse = (value: unknown): Parsed<v.InferOutput<S>> =>
    isSure(value) ? { ok: true, value } : parseValue<S>(schema, value);
  return (body) => {
    const read = readJson(textOf(body));
    const parsed = read.ok ? parse(read.value) : read;
    if (!parsed.ok) throw new ProblemError('malformed', parsed.detail);
    return parsed.value;
  };
}

/**
 * The door of every POST: size, then JSON, then schema, and only then the work. What the work is given is parsed; what
 * it returns has the type of the route's answer.
 */
export function posted<const R extends Posted>(
  route: R,
  work: (request: v.InferOutput<R['request']>, exchange: Exchange) => Promise<v.InferOutput<R['answer']>>,
): Handler {
  const parse = bodyParser<R['request']>(route.request);
  return async (exchange) => {
    const body = await readBody(exchange.req.raw, route.body);
    return jsonAnswer(exchange, await work(parse(body), exchange));
  };
}
