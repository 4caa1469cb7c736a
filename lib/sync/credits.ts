import type { Hex } from '../protocol/scalar/hex.ts';
import type { Database } from '../storage/database.ts';

export interface Credits {
  payTo: Hex;
  token: Hex;
  /** Smallest units. */
  units: bigint;
}

/** What checked statements up to an epoch credited to this device's labels at a relay, by `payTo:token`. */
export async function creditsOf(db: Database, relay: string, epoch: number): Promise<Map<string, Credits>> {
  const paid = (await db.getAllFromIndex('labels', 'state', 'paid')).filter(
    (label) => label.epoch !== null && label.epoch <= epoch,
  );
  const credits = new Map<string, Credits>();
  for (const [hash, labels] of Map.groupBy(paid, ({ batch }) => batch?.hash ?? '')) {
    const batch = await db.get('batches', hash);
    if (batch?.relay !== relay || batch.answer === null) continue;
    const { token } = batch;
    const { payTo } = batch.answer.receipt;
    const before = credits.get(`${payTo}:${token}`)?.units ?? 0n;
    const units = labels.reduce((sum, { amount }) => sum + BigInt(amount ?? '0'), before);
    credits.set(`${payTo}:${token}`, { payTo, token, units });
  }
  return credits;
}
