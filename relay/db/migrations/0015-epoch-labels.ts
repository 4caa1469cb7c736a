import { type QueryExecutorProvider, sql } from 'kysely';

/** The epoch that received labels of a campaign last, and how many; an epoch that is open meanwhile is counted from here on. */
const statement = `alter table campaigns add column last_epoch int4 not null default 0,
  add column last_labels int4 not null default 0`;

export async function up(db: QueryExecutorProvider): Promise<void> {
  await sql.raw(statement).execute(db);
}
