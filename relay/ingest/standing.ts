import type { Transaction } from 'kysely';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Tables } from '../db/tables.ts';
import { ProblemError } from '../problem-error.ts';

/**
 * For whom a campaign key signs, by the two links from it: its newest link 2, and the link 1 by which the account names
 * the device key that signed it.
 */
export interface Standing {
  /** The first of those that count as one. */
  account: Hex;
  /** All of them. */
  accounts: Hex[];
  payTo: Hex;
  /** The earlier notAfter of the two. */
  until: number;
  /** Whether the account has revoked one of the two keys. */
  revoked: boolean;
}

/** @throws ProblemError `unknown-key`, `delegation-expired`, `revoked` */
export function standing(found: Standing | undefined, now: number): Standing {
  if (found === undefined) throw new ProblemError('unknown-key');
  if (found.revoked) throw new ProblemError('revoked');
  if (now > found.until) throw new ProblemError('delegation-expired');
  return found;
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
