import { accountAt } from '../identity/linked.ts';
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
  { store, identity, now }: Pick<Working, 'store' | 'identity' | 'now'>,
  campaign: Hex,
  payTo: Hex | null,
): Promise<void> {
  const own = (await identity.account()).address;
  await writeStrictly(await store.open(), ['joins', 'campaigns', 'relays'], async (transaction) => {
    const joins = transaction.objectStore('joins');
    const join = await joins.get(campaign);
    if (join === undefined) throw new Expected('not-joined', false);
    const url = (await transaction.objectStore('campaigns').get(campaign))?.relay;
    const relay = url ? await transaction.objectStore('relays').get(url) : undefined;
    const account = relay === undefined ? own : accountAt(own, relay, now());
    await joins.put({ ...join, payTo: payTo ?? account });
  });
}
