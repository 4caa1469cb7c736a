import { type QueryExecutorProvider, sql } from 'kysely';

const statements = [
  `create table catalogue_entries (
    campaign text primary key references campaigns, version int8 not null, terms_version int8 not null,
    terms_hash text not null, told text)`,
  'create index catalogue_entries_version on catalogue_entries (version)',
  'create table catalogue_versions (version int8 primary key, tag text not null, made_at int8 not null)',
];

export async function up(db: QueryExecutorProvider): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
