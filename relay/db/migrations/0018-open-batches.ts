import { type QueryExecutorProvider, sql } from 'kysely';

/** Whether to cut is asked every second: of a campaign's open batches the earliest promise is found without reading all of them. */
const statements = [
  'create index batches_unlisted on batches (campaign) where reported_epoch is null',
  'create index batches_open on batches (campaign, accept_by) where open > 0',
  'drop index batches_campaign_idx',
];

export async function up(db: QueryExecutorProvider): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
