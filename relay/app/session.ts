import { createHash } from 'node:crypto';
import type { Context as Exchange } from 'hono';
import type { Selectable } from 'kysely';
import * as v from 'valibot';
import { bytes32, type Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.ts';
import { ProblemError } from '../problem-error.ts';

/** Tokens are kept as their SHA-256 only: who reads the database can not use them. */
export const tokenHash = (token: string): Hex => `0x${createHash('sha256').update(token).digest('hex')}`;

/**
 * The account whose session the request carries as `authorization: Bearer`.
 * @throws ProblemError `unauthorized`
 */
export const accountOf = async (context: Context, exchange: Exchange): Promise<Hex> =>
  (await sessionOf(context, exchange)).account;

/**
 * The campaign that the path names, for its requester alone: the account must have signed in itself, since a device key
 * was delegated for labels, not for campaigns.
 * @throws ProblemError `unauthorized`, `unknown-campaign`, `not-requester`
 */
export async function ownCampaign(
  context: Context,
  exchange: Exchange,
): Promise<Selectable<Tables['campaigns']>> {
  const { account, device } = await sessionOf(context, exchange);
  const id = exchange.req.param('campaign');
  const campaign = v.is(bytes32, id)
    ? await context.db.selectFrom('campaigns').selectAll().where('campaign', '=', id).executeTakeFirst()
    : undefined;
  if (campaign === undefined) throw new ProblemError('unknown-campaign');
  if (campaign.requester !== account || device !== account) throw new ProblemError('not-requester');
  return campaign;
}

async function sessionOf(context: Context, exchange: Exchange) {
  const [, token] = /^Bearer ([\w-]{20,200})$/.exec(exchange.req.header('authorization') ?? '') ?? [];
  if (token === undefined) throw new ProblemError('unauthorized');
  const session = await context.db
    .selectFrom('sessions')
    .select(['account', 'device', 'expires_at'])
    .where('token_hash', '=', tokenHash(token))
    .executeTakeFirst();
  if (session === undefined || session.expires_at <= context.now()) throw new ProblemError('unauthorized');
  return session;
}
