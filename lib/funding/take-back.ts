import type { Hex } from '../protocol/scalar/hex.ts';
import { Expected } from '../storage/expected.ts';
import { writeStrictly } from '../storage/write.ts';
import type { Requesting } from './requesting.ts';

/** Makes an order a plan again while nothing of it was sent. @throws Expected `too-late`, `unknown-campaign` */
export async function takeBack({ store }: Requesting, campaign: Hex): Promise<{ id: Hex }> {
  return writeStrictly(await store.open(), ['plans', 'orders'], async (transaction) => {
    const order = await transaction.objectStore('orders').get(campaign);
    if (order === undefined) throw new Expected('unknown-campaign', false);
    if (order.plan === null || order.sent !== null || order.stage !== 'approving')
      throw new Expected('too-late', false);
    await transaction.objectStore('plans').put(order.plan);
    await transaction.objectStore('orders').delete(campaign);
    return { id: order.plan.id };
  });
}
