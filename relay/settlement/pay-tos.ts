import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import type { Db } from '../db/database.ts';
import { accountsAsOne } from '../ingest/linked-accounts.ts';

/** Every address that receipts of the account, or of one that counts as one with it, name as their payTo. */
export async function payTosOf(db: Db, account: Hex): Promise<Set<Hex>> {
  const rows = await db
    .selectFrom('batches')
    .select('pay_to')
    .distinct()
    .where('account', 'in', (await accountsAsOne(db, account)).accounts)
    .execute();
  return new Set(rows.map(({ pay_to }) => pay_to));
}
