import { type QueryExecutorProvider, sql } from 'kysely';

/** Keys of which statements spoke before skill was carried began with the usual, and no later statement says otherwise. */
const statement = `insert into priors (campaign, key, epoch, sum, count)
  select campaign, key, min(epoch), 3000000, 10 from findings group by campaign, key on conflict do nothing`;

export async function up(db: QueryExecutorProvider): Promise<void> {
  await sql.raw(statement).execute(db);
}
