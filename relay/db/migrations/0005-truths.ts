import { type QueryExecutorProvider, sql } from 'kysely';

export async function up(db: QueryExecutorProvider): Promise<void> {
  await sql`create table truths (
    campaign text not null, task text not null, epoch int4 not null references epochs, truth text not null,
    posterior text not null, numbers int8[] not null, positions int4[] not null,
    primary key (campaign, task, epoch))`.execute(db);
}
