import { type QueryExecutorProvider, sql } from 'kysely';

/** Who waits longest for room in an activation comes first. */
export async function up(db: QueryExecutorProvider): Promise<void> {
  await sql`alter table campaigns add column put_off int4`.execute(db);
}
