import { sql, type Transaction } from 'kysely';
import type { Tables } from './tables.ts';

const settings = {
  // What is joined is looked up, row by row.
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  jit: 'off',
  // Others have work too, and starting helpers takes as long as they save.
  max_parallel_workers_per_gather: '0',
  // A campaign's labels of an epoch are sorted in memory.
  work_mem: '64MB',
};

/**
 * For a transaction that looks everything up by a key, and a lot of it: PostgreSQL plans by what it knew of tables before they
 * grew, and would read the whole of one over and over.
 */
export async function planByKeys(trx: Transaction<Tables>): Promise<void> {
  const set = Object.entries(settings).map(([name, value]) => sql`set_config(${name}, ${value}, true)`);
  await sql`select ${sql.join(set)}`.execute(trx);
}
