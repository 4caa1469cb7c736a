import { sql, type Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * For a transaction that looks everything up by a key, and a lot of it: PostgreSQL plans by what it knew of tables before they
 * grew, and would read the whole of one over and over.
 */
export async function planByKeys(trx: Transaction<Tables>): Promise<void> {
  await sql`select set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)`.execute(trx);
}
