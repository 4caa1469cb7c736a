import { type QueryExecutorProvider, sql } from 'kysely';

const statements = [
  'alter table findings add column weight int8 not null default 0',
  `create table weights (
    campaign text not null references campaigns, epoch int4 not null, key text not null, pay_to text not null,
    weight int8 not null, primary key (campaign, epoch, key, pay_to))`,
];

export async function up(db: QueryExecutorProvider): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
