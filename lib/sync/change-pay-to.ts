import type { Hex } from '../protocol/scalar/hex.ts';
import { Expected } from '../storage/expected.ts';
import { writeStrictly } from '../storage/write.ts';
import type { Working } from './working.ts';

/**
 * From now on this campaign pays another address. The next sync tells the relay, before anything else is sent; receipts that
 * were signed before keep theirs.
 *
 * @param payTo who is paid; null for the account itself
 * @throws Expected `not-joined`
 */
export async function changePayTo(
  { store, identity }: Pick<Working, 'store' | 'identity'>,
  campaign: Hex,
  payTo: Hex | null,
): Promise<void> {
  const paid = payTo ?? (await identity.account()).address;
  await writeStrictly(await store.open(), ['joins'], async (transaction) => {
    const joins = transaction.objectStore('joins');
    const join = await joins.get(campaign);
    if (join === undefined) throw new Expected('not-joined', false);
    await joins.put({ ...join, payTo: paid });
  });
}
