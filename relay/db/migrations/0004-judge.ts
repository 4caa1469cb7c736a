import { type QueryExecutorProvider, sql } from 'kysely';

const statements = [
  `alter table labels add column judged_epoch int4, add column posterior text, add column score int8,
    add column on_gold boolean not null default false`,
  `alter table settlements add column posterior text, add column score int8,
    add column on_gold boolean not null default false`,
  // What a key is paid by.
  'create index on batches (campaign, key)',
  'alter table campaigns add column file text',
  // Terms are a public file too, by their hash.
  'create index on campaign_terms (terms_hash)',
  `create table golds (
    campaign text not null references campaigns, epoch int4 not null references epochs, ref text not null,
    truth text not null, salt text not null, opened_epoch int4, primary key (campaign, epoch, ref))`,
];

export async function up(db: QueryExecutorProvider): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
