import type { Context as Exchange } from 'hono';
import { BaseError as ChainError } from 'viem';
import { type ProblemCode, problemKinds, problemOf } from '../../lib/protocol/api/problem.ts';
import type { Context } from '../context.ts';
import { isPassing } from '../db/passing.ts';
import { ProblemError } from '../problem-error.ts';

function codeOf(error: unknown): ProblemCode {
  if (error instanceof ProblemError) return error.code;
  if (error instanceof ChainError) return 'chain-unavailable';
  return isPassing(error) ? 'unavailable' : 'internal';
}

/** Every "no" as an RFC 9457 problem; what was not expected is logged, never told. */
export function problemAnswer(exchange: Exchange, error: unknown, { log, metrics }: Context): Response {
  const code = codeOf(error);
  metrics.problems.inc({ code });
  if (!(error instanceof ProblemError)) log.error({ err: error, code }, 'request failed');
  const problem = problemOf(code, error instanceof ProblemError ? error.detail : undefined);
  const status = problemKinds[code].status;
  const wait = error instanceof ProblemError ? error.retryAfter : undefined;
  const headers = { 'content-type': 'application/problem+json' };
  return exchange.body(
    JSON.stringify(problem),
    status,
    wait === undefined ? headers : { ...headers, 'retry-after': String(wait) },
  );
}
