import type { Hex } from '../protocol/scalar/hex.ts';
import type { Database } from '../storage/database.ts';
import { Expected } from '../storage/expected.ts';
import type { OrderRecord } from '../storage/records.ts';
import { writeStrictly } from '../storage/write.ts';

/** @throws Expected `unknown-campaign` */
export async function orderOf(db: Database, campaign: Hex): Promise<OrderRecord> {
  const order = await db.get('orders', campaign);
  if (order === undefined) throw new Expected('unknown-campaign', false);
  return order;
}

/** Changes fields of an order in one strict commit. */
export function changeOrder(
  db: Database,
  campaign: Hex,
  change: (before: OrderRecord) => Partial<OrderRecord>,
): Promise<OrderRecord> {
  return writeStrictly(db, ['orders'], async (transaction) => {
    const orders = transaction.objectStore('orders');
    const before = await orders.get(campaign);
    if (before === undefined) throw new Expected('unknown-campaign', false);
    const after = { ...before, ...change(before) };
    await orders.put(after);
    return after;
  });
}
