import { type QueryExecutorProvider, sql } from 'kysely';

export async function up(db: QueryExecutorProvider): Promise<void> {
  await sql`create table lotteries (
    campaign text not null references campaigns, epoch int4 not null references epochs, share int4 not null,
    taken int4 not null, width int4 not null, since int8 not null, primary key (campaign, epoch))`.execute(
    db,
  );
  await sql`alter table campaigns add column lottery_share int4 not null default 10000,
    add column lottery_taken int4 not null default 10000`.execute(db);
}
