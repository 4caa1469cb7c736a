import { type QueryExecutorProvider, sql } from 'kysely';

const statements = [
  'alter table epochs add column receipt_key text',
  'alter table campaigns add column opened_at int8 not null default 0',
  'alter table transactions add column sent_at int8',
  `alter table transactions add column earlier text[] not null default '{}'`,
];

export async function up(db: QueryExecutorProvider): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
