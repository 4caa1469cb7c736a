import { type QueryExecutorProvider, sql } from 'kysely';

/**
 * What a cut writes by the hundred thousand is of campaigns and of the epoch that the same transaction has read, and neither is ever
 * deleted: asking for them again for each row took a fifth of its writing.
 */
const statement = `do $$ declare found record; begin
  for found in select conrelid::regclass "table", conname from pg_constraint where contype = 'f' and conrelid in (
    'settlements'::regclass, 'findings'::regclass, 'truths'::regclass, 'priors'::regclass, 'weights'::regclass, 'tasks'::regclass)
  loop execute format('alter table %s drop constraint %I', found."table", found.conname); end loop; end $$`;

export async function up(db: QueryExecutorProvider): Promise<void> {
  await sql.raw(statement).execute(db);
}
