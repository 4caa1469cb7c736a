import { createHash } from 'node:crypto';
import type { Context as Exchange } from 'hono';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import { ProblemError } from '../problem-error.ts';

/** Tokens are kept as their SHA-256 only: who reads the database can not use them. */
export const tokenHash = (token: string): Hex => `0x${createHash('sha256').update(token).digest('hex')}`;

/**
 * The account whose session the request carries as `authorization: Bearer`.
 * @throws ProblemError `unauthorized`
 */
export async function accountOf(context: Context, exchange: Exchange): Promise<Hex> {
  const [, token] = /^Bearer ([\w-]{20,200})$/.exec(exchange.req.header('authorization') ?? '') ?? [];
  if (token === undefined) throw new ProblemError('unauthorized');
  const session = await context.db
    .selectFrom('sessions')
    .select(['account', 'expires_at'])
    .where('token_hash', '=', tokenHash(token))
    .executeTakeFirst();
  if (session === undefined || session.expires_at <= context.now()) throw new ProblemError('unauthorized');
  return session.account;
}
