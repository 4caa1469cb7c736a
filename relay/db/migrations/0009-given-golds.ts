import { type QueryExecutorProvider, sql } from 'kysely';

const statements = [
  `create table given_golds (
    campaign text not null references campaigns, ref text not null, truth text not null, salt text not null,
    primary key (campaign, ref))`,
  'alter table findings add column given int8',
  `create table priors (
    campaign text not null references campaigns, key text not null, epoch int4 not null, sum int8 not null,
    count int4 not null, primary key (campaign, key))`,
  'create index on priors (epoch)',
];

export async function up(db: QueryExecutorProvider): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
