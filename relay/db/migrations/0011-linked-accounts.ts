import { type QueryExecutorProvider, sql } from 'kysely';

/** Accounts that count as one, each with the one whose name their work has; that one has a row too. */
const statements = [
  'create table linked_accounts (account text primary key, first text not null)',
  'create index on linked_accounts (first)',
];

export async function up(db: QueryExecutorProvider): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
