import { type QueryExecutorProvider, sql } from 'kysely';

/**
 * What the slowest and the most contested tasks are found by stands beside their truth. Of tasks that were settled before, how long
 * they took is found in their labels; how contested they were is not known.
 */
const statements = [
  // Each label is looked up: otherwise all batches of a campaign were read for each of its tasks.
  'analyze batches, labels',
  'set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_seqscan = off',
  'alter table truths add column median_ms int4 not null default 0, add column apart int4',
  `update truths t set median_ms = (
    select coalesce(percentile_disc(0.5) within group (order by l.active_ms), 0)
    from unnest(t.numbers, t.positions) as one (number, position)
    join batches b on b.campaign = t.campaign and b.number = one.number
    join labels l on l.batch = b.id and l.position = one.position)`,
  'create index truths_slowest on truths (campaign, median_ms desc, cardinality(numbers) desc, task)',
  `create index truths_contested on truths (
    campaign, (apart::int8 * (cardinality(numbers) - 1) / (cardinality(numbers) + 1)) desc, task) where apart > 0`,
];

export async function up(db: QueryExecutorProvider): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
