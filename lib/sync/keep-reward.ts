import type { OwnReward } from '../protocol/api/me.ts';
import type { Database } from '../storage/database.ts';

/** Keeps a leaf whose proof was checked. A claim that is under way stays, whoever wrote it meanwhile. */
export async function keepReward(
  db: Database,
  relay: string,
  { payTo, token, cumulative, epoch, proof }: OwnReward,
  claimed: bigint,
): Promise<void> {
  const transaction = db.transaction('rewards', 'readwrite');
  const before = await transaction.store.get([relay, payTo, token]);
  const claim = before?.claim ?? null;
  const leaf = { relay, payTo, token, cumulative, claimed: claimed.toString(), epoch, proof };
  await transaction.store.put({ ...leaf, claim });
  await transaction.done;
}
