import type { RevocationRequest } from '../../lib/protocol/api/batches.ts';
import { revocationHash } from '../../lib/protocol/signed/revocation.ts';
import type { Context } from '../context.ts';
import { ProblemError } from '../problem-error.ts';

/**
 * Stops a key: later batches by it, or by campaign keys that it named, are refused, and its sessions end. Earlier
 * receipts stay good.
 * @throws ProblemError `bad-signature`
 */
export async function receiveRevocation(
  context: Context,
  { revocation: { account, key }, signature }: RevocationRequest,
): Promise<void> {
  const signer = await context.signerOf(
    revocationHash(context.place, { account, key }, context.keccak),
    signature,
  );
  if (signer !== account) throw new ProblemError('bad-signature');
  await context.db.transaction().execute(async (trx) => {
    await trx
      .insertInto('revocations')
      .values({ account, key, signature, received_at: context.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await trx.deleteFrom('sessions').where('account', '=', account).where('device', '=', key).execute();
  });
}
