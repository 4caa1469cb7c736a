import { sql, type Transaction } from 'kysely';
import { type Hex, zero32 } from '../../lib/protocol/scalar/hex.ts';
import type { Tables } from '../db/tables.ts';
import { ProblemError } from '../problem-error.ts';

/** For whom a campaign key signs now. */
export interface Standing {
  account: Hex;
  payTo: Hex;
}

/**
 * Follows the two links from a campaign key: its newest link 2, and the link 1 by which the account names the device
 * key that signed it. The earlier notAfter holds.
 * @throws ProblemError `unknown-key`, `delegation-expired`, `revoked`
 */
export async function standingOf(
  trx: Transaction<Tables>,
  key: Hex,
  campaign: Hex,
  now: number,
): Promise<Standing> {
  if (campaign === zero32) throw new ProblemError('unknown-key');
  const { rows } = await sql<{ account: Hex; pay_to: Hex; until: number; revoked: boolean }>`
    select second.account, second.pay_to, least(first.not_after, second.not_after) until,
      exists (select from revocations r where r.account = second.account and r.key in (${key}, second.signer)) revoked
    from (
      select account, pay_to, signer, not_after from delegations
      where key = ${key} and campaign = ${campaign} order by position desc limit 1
    ) second, lateral (
      select not_after from delegations
      where key = second.signer and campaign = ${zero32} and account = second.account
      order by position desc limit 1
    ) first`.execute(trx);
  const [link] = rows;
  if (link === undefined) throw new ProblemError('unknown-key');
  if (link.revoked) throw new ProblemError('revoked');
  if (now > link.until) throw new ProblemError('delegation-expired');
  return { account: link.account, payTo: link.pay_to };
}

/** The newest delegation of a key: for a device key with campaign 0, for a campaign key with its campaign. */
export const newestLink = (trx: Transaction<Tables>, key: Hex, campaign: Hex) =>
  trx
    .selectFrom('delegations')
    .select(['account', 'pay_to', 'signer', 'not_after'])
    .where('key', '=', key)
    .where('campaign', '=', campaign)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Whether the account has revoked any of these keys. */
export async function isRevoked(trx: Transaction<Tables>, account: Hex, keys: Hex[]): Promise<boolean> {
  const found = await trx
    .selectFrom('revocations')
    .select('key')
    .where('account', '=', account)
    .where('key', 'in', keys)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
