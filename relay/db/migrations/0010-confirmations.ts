import { type QueryExecutorProvider, sql } from 'kysely';

const statements = [
  `create table confirmations (
    task bytea primary key, campaign text not null references campaigns, page bytea not null, address text not null,
    host text not null, outcome text, status int4 not null default 0, missed int4 not null default 0,
    unsure int4 not null default 0, first_missed int8, last_missed int8, decided_at int8, next_at int8)`,
  'create index on confirmations (page)',
  'create index on confirmations (host, next_at) where next_at is not null',
  'create index on confirmations (campaign, decided_at)',
  `create index on confirmations (campaign) where outcome = 'exists'`,
  'create index on batches (changed)',
];

export async function up(db: QueryExecutorProvider): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
