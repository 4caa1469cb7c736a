import { type QueryExecutorProvider, sql } from 'kysely';

const statements = [
  `create table findings (
    campaign text not null references campaigns, number int8 not null, position int4 not null, epoch int4 not null,
    ref text not null, key text not null, body text not null, posterior text not null, score int8,
    on_gold boolean not null, primary key (campaign, number, position))`,
  // What a further epoch is judged with, newest first; and what a key is paid by.
  'create index on findings (campaign, epoch)',
  'create index on findings (campaign, key, epoch, number, position) where score is not null',
  `create table golds (
    campaign text not null references campaigns, epoch int4 not null references epochs, ref text not null,
    truth text not null, salt text not null, opened_epoch int4, primary key (campaign, epoch, ref))`,
  'alter table campaigns add column file text',
  // Terms are a public file too, by their hash.
  'create index on campaign_terms (terms_hash)',
];

export async function up(db: QueryExecutorProvider): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
