import type { Context as Exchange } from 'hono';
import { BaseError as ChainError } from 'viem';
import { type ProblemCode, problemKinds, problemOf } from '../../lib/protocol/api/problem.ts';
import type { Context } from '../context.ts';
import { ProblemError } from '../problem-error.ts';

/** PostgreSQL classes 08 (connection), 53 (resources), 57 (operator), 40 (rollback), and the sockets beneath. */
const passing = /^(08|53|57|40)|^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT)$/;
/** What `pg` says without a code. */
const lostConnection = /^(Connection terminated|timeout exceeded|Client has encountered a connection error)/;

function codeOf(error: unknown): ProblemCode {
  if (error instanceof ProblemError) return error.code;
  if (error instanceof ChainError) return 'chain-unavailable';
  if (!(error instanceof Error)) return 'internal';
  const code = 'code' in error ? String(error.code) : '';
  return passing.test(code) || lostConnection.test(error.message) ? 'unavailable' : 'internal';
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
