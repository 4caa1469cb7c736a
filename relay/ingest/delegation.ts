import type { Transaction } from 'kysely';
import type { DelegationRequest } from '../../lib/protocol/api/batches.ts';
import { type Hex, zero32 } from '../../lib/protocol/scalar/hex.ts';
import { type Delegation, delegationHash } from '../../lib/protocol/signed/delegation.ts';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.ts';
import { ProblemError } from '../problem-error.ts';
import { linkAccounts } from './linked-accounts.ts';
import { isRevoked } from './standing.ts';

/**
 * Keeps a delegation: link 1 by the account, link 2 by a device key that the account names. Of one key the newest
 * holds; a repeat of an old one changes nothing, so going back to an earlier payTo takes another notAfter. A campaign
 * key belongs to the device key that named it first: nobody who reads it in a statement can point it to himself. A link 1 that
 * names an account instead of a device key makes the two count as one (`linked-accounts.ts`).
 *
 * @throws ProblemError `malformed`, `bad-signature`, `unknown-key`, `unknown-campaign`, `delegation-expired`, `revoked`,
 *   `accounts-full`
 */
export async function receiveDelegation(
  context: Context,
  { delegation, signature }: DelegationRequest,
): Promise<void> {
  const hash = delegationHash(context.place, delegation, context.keccak);
  const signer = await context.signerOf(hash, signature);
  if (signer === undefined) throw new ProblemError('bad-signature');
  const isFirst = delegation.campaign === zero32;
  if (isFirst && delegation.blind !== zero32)
    throw new ProblemError('malformed', 'link 1 has campaign 0 and blind 0');
  if (isFirst && signer !== delegation.account) throw new ProblemError('bad-signature');
  await context.db.transaction().execute(async (trx) => {
    const known = await trx
      .selectFrom('delegations')
      .select('hash')
      .where('hash', '=', hash)
      .executeTakeFirst();
    if (known === undefined) await keep(context, trx, { hash, delegation, signature, signer });
    // Also of a repeat: what it could not complete before, it can once the device has signed.
    if (isFirst) await linkAccounts(trx, delegation, context.now());
  });
}

interface Signed extends DelegationRequest {
  hash: Hex;
  signer: Hex;
}

async function keep(
  context: Context,
  trx: Transaction<Tables>,
  { hash, delegation, signature, signer }: Signed,
): Promise<void> {
  if (context.now() > delegation.notAfter) throw new ProblemError('delegation-expired');
  if (await isRevoked(trx, delegation.account, [delegation.key, signer])) throw new ProblemError('revoked');
  if (delegation.campaign !== zero32) await checkSecondLink(trx, delegation, signer);
  await trx
    .insertInto('delegations')
    .values({
      hash,
      account: delegation.account,
      pay_to: delegation.payTo,
      key: delegation.key,
      campaign: delegation.campaign,
      blind: delegation.blind,
      not_after: delegation.notAfter,
      signer,
      signature,
    })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
}

async function checkSecondLink(
  trx: Transaction<Tables>,
  { account, key, campaign }: Delegation,
  signer: Hex,
): Promise<void> {
  const known = await trx
    .selectFrom('campaigns')
    .select('campaign')
    .where('campaign', '=', campaign)
    .forShare()
    .executeTakeFirst();
  if (known === undefined) throw new ProblemError('unknown-campaign');
  const first = await trx
    .selectFrom('delegations')
    .select('hash')
    .where('key', '=', signer)
    .where('campaign', '=', zero32)
    .where('account', '=', account)
    .limit(1)
    .executeTakeFirst();
  if (first === undefined) throw new ProblemError('unknown-key');
  const other = await trx
    .selectFrom('delegations')
    .select('hash')
    .where('key', '=', key)
    .where('campaign', '<>', zero32)
    .where((where) => where.or([where('signer', '<>', signer), where('campaign', '<>', campaign)]))
    .limit(1)
    .executeTakeFirst();
  if (other !== undefined)
    throw new ProblemError('unknown-key', 'The key belongs to another device or campaign');
}
