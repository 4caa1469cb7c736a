import type { Transaction } from 'kysely';
import { hashMessage } from 'viem';
import { parseSiweMessage } from 'viem/siwe';
import type { Session, SessionRequest } from '../../../lib/protocol/api/me.ts';
import { routes } from '../../../lib/protocol/api/routes.ts';
import {
  purposeOf,
  type SessionMessage,
  type SessionPurpose,
  sessionMessage,
  sessionMessageLife,
} from '../../../lib/protocol/api/session-message.ts';
import { type Hex, lower, zero32 } from '../../../lib/protocol/scalar/hex.ts';
import type { Context } from '../../context.ts';
import type { Tables } from '../../db/tables.ts';
import { isRevoked, newestLink } from '../../ingest/standing.ts';
import { ProblemError } from '../../problem-error.ts';
import { posted } from '../door.ts';
import { tokenHash } from '../session.ts';

/** Seconds that a session lives. */
const life = 24 * 3600;
/** Seconds that a signer's clock may be ahead of ours. */
const skew = 60;

export const postSession = (context: Context) =>
  posted(routes.sessions, (request) => openSession(context, request));

/**
 * Opens a session for the account that the signing key stands for.
 * @throws ProblemError `unauthorized` (not the message of this relay, too old, nonce used), `bad-signature`,
 *   `unknown-key`, `delegation-expired`, `revoked`; of a requester `unknown-campaign`
 */
async function openSession(context: Context, { message, signature }: SessionRequest): Promise<Session> {
  const now = context.now();
  const { key, nonce, purpose } = readMessage(context, message, now);
  if ((await context.signerOf(hashMessage(message), signature)) !== key)
    throw new ProblemError('bad-signature');
  const token = Buffer.from(context.randomBytes(32)).toString('base64url');
  const expiresAt = now + life;
  const account = await context.db.transaction().execute(async (trx) => {
    const account = purpose === 'requester' ? await requester(trx, key) : await delegator(trx, key, now);
    await trx.deleteFrom('nonces').where('expires_at', '<', now).execute();
    await trx.deleteFrom('sessions').where('expires_at', '<', now).execute();
    const used = await trx
      .insertInto('nonces')
      .values({ key, nonce, expires_at: now + sessionMessageLife + 2 * skew })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (used.numInsertedOrUpdatedRows === 0n) throw new ProblemError('unauthorized', 'The nonce was used');
    await trx
      .insertInto('sessions')
      .values({ token_hash: tokenHash(token), account, device: key, expires_at: expiresAt })
      .execute();
    return account;
  });
  return { token, account, expiresAt };
}

/** The account that a device key stands for. */
async function delegator(trx: Transaction<Tables>, key: Hex, now: number): Promise<Hex> {
  const link = await newestLink(trx, key, zero32);
  if (link === undefined) throw new ProblemError('unknown-key');
  if (await isRevoked(trx, link.account, [key])) throw new ProblemError('revoked');
  if (now > link.not_after) throw new ProblemError('delegation-expired');
  return link.account;
}

/** An account that has opened a campaign here signs for itself; nobody else needs a session of this kind. */
async function requester(trx: Transaction<Tables>, account: Hex): Promise<Hex> {
  const own = trx.selectFrom('campaigns').select('campaign').where('requester', '=', account).limit(1);
  if ((await own.executeTakeFirst()) === undefined)
    throw new ProblemError('unknown-campaign', 'The account has opened no campaign here');
  return account;
}

/** What the message says, if it is the very text that this relay's sessions have (EIP-4361), and fresh. */
function readMessage(context: Context, message: string, now: number) {
  const { address, nonce, issuedAt, statement } = parseSiweMessage(message);
  const purpose = purposeOf(statement);
  if (address === undefined || nonce === undefined || issuedAt === undefined || purpose === undefined)
    throw new ProblemError('unauthorized', 'The message is not of EIP-4361');
  const key = lower(address);
  const issued = issuedAt.getTime() / 1000;
  const { chainId } = context.place;
  if (message !== expected({ relay: context.publicUrl, key, chainId, nonce, issuedAt: issued }, purpose))
    throw new ProblemError('unauthorized', 'The message is for another relay or purpose');
  if (issued < now - sessionMessageLife || issued > now + skew)
    throw new ProblemError('unauthorized', 'The message was not issued in the last five minutes');
  return { key, nonce, purpose };
}

function expected(given: SessionMessage, purpose: SessionPurpose): string | undefined {
  try {
    return sessionMessage(given, purpose);
  } catch {
    return undefined;
  }
}
