import { type QueryExecutorProvider, sql } from 'kysely';

/**
 * Whether to cut is asked every second: of a campaign's open batches the earliest promise is found without
 * reading all of them, and its newest batches of which all is decided without reading those that wait.
 */
const statements = [
  // First: whoever is at the table waits for it then, and neither for the other.
  'drop index batches_campaign_idx',
  'create index batches_unlisted on batches (campaign) where reported_epoch is null',
  'create index batches_open on batches (campaign, accept_by) where open > 0',
  'create index batches_decided on batches (campaign, number) where open = 0',
];

export async function up(db: QueryExecutorProvider): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
