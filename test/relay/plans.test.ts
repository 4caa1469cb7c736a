import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Hex, zero32 } from '../../lib/protocol/scalar/hex.ts';
import { CopyCursor } from '../../relay/db/copy.ts';
import { openPool } from '../../relay/db/database.ts';
import { planByKeys } from '../../relay/db/plans.ts';
import type { Tables } from '../../relay/db/tables.ts';
import { openAppeals } from '../../relay/settlement/appeals.ts';
import { cutEpoch } from '../../relay/settlement/cut.ts';
import { makeLabel, makeLabeler } from './labeler.ts';
import { makeScene, type Scene } from './scene.ts';

/** On a database that was never analyzed: what PostgreSQL plans by what it knows there, it may do for weeks. */
let scene: Scene;
let campaign: Hex;
beforeAll(async () => {
  scene = await makeScene();
  const opened = await scene.openCampaign();
  campaign = opened.campaign;
  const labeler = makeLabeler(scene);
  await labeler.join(opened);
  for (const page of ['one', 'two'])
    await labeler.send(opened, [makeLabel(campaign, `https://news.example/articles/${page}`)]);
});
afterAll(() => scene.stop());

/** A step of a plan, as EXPLAIN names its parts. */
interface Step {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Join Filter'?: string;
  Plans?: Step[];
}

/** What EXPLAIN (FORMAT JSON) answers. */
type Explained = { 'QUERY PLAN': [{ Plan: Step }] };

const stepsOf = (step: Step): Step[] => [step, ...(step.Plans ?? []).flatMap(stepsOf)];

/** Of these there are few, and some statements ask for all. */
const fewRows = ['campaigns', 'epochs'];

/**
 * Steps that read a whole table or index, or compare each row of something with each of another. An index is read whole also when
 * nothing is asked of its first column.
 */
async function slowStepsOf(rows: readonly Explained[]): Promise<Step[]> {
  const { rows: indexes } = await sql<{ name: string; first: string }>`
    select relname name, pg_get_indexdef(indexrelid, 1, true) first
    from pg_index join pg_class on oid = indexrelid`.execute(scene.context.db);
  const firstOf = new Map(indexes.map(({ name, first }) => [name, first]));
  return rows
    .flatMap(({ 'QUERY PLAN': [{ Plan }] }) => stepsOf(Plan))
    .filter((step) => {
      if (step['Join Filter'] !== undefined) return true;
      if (fewRows.includes(step['Relation Name'] ?? '')) return false;
      const index = step['Index Name'];
      if (index === undefined) return step['Node Type'] === 'Seq Scan';
      return !new RegExp(`\\b${firstOf.get(index)}\\b`).test(step['Index Cond'] ?? '');
    });
}

test('what ingest looks up, it looks up by a key', async () => {
  const client = await scene.context.ingest.connect();
  try {
    const { rows: prepared } = await client.query<{ name: string; count: number }>(
      'select name, cardinality(parameter_types) count from pg_prepared_statements order by name',
    );
    expect(prepared.map(({ name }) => name)).toEqual([
      'find-before',
      'find-standings',
      'find-tasks',
      'lock-campaigns',
      'to-disk',
      'write-batches',
    ]);
    for (const { name, count } of prepared) {
      const values = count === 0 ? '' : `(${new Array(count).fill('null').join()})`;
      const { rows } = await client.query<Explained>(`explain (format json) execute "${name}"${values}`);
      expect(await slowStepsOf(rows), name).toEqual([]);
    }
  } finally {
    client.release();
  }
});

test('what a cut joins, it looks up: no row is compared with all of another table', async () => {
  const said: CompiledQuery[] = [];
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: openPool(scene.config.DATABASE_URL, 5), cursor: CopyCursor }),
    log: ({ query }) => void said.push(query),
  });
  try {
    // As if an earlier epoch had listed one of the batches, and its promise was due: then its task is looked up.
    await sql`update batches set reported_epoch = 0, accept_by = 1 where id = (select min(id) from batches)`.execute(
      scene.context.db,
    );
    await cutEpoch({ ...scene.context, db });
    await sql`insert into appeals select batch, position, campaign, batches.account, '', 1, 1, 1, '', null, null
      from batches join labels on batch = id`.execute(scene.context.db);
    await db.transaction().execute((trx) => openAppeals(trx, campaign, zero32));
    const statements = said.filter(({ sql: text }) => /^(select|insert|update|delete|with)\b/.test(text));
    for (const table of ['labels', 'appeals', 'findings'])
      expect(statements.filter(({ sql: text }) => text.includes(table)).length, table).toBeGreaterThan(0);
    expect(statements.filter(({ sql: text }) => text.includes('labels.task = any('))).toHaveLength(1);
    await db.transaction().execute(async (trx) => {
      await planByKeys(trx);
      for (const { sql: text, parameters } of statements) {
        const explain = CompiledQuery.raw(`explain (format json) ${text}`, [...parameters]);
        const { rows } = await trx.executeQuery<Explained>(explain);
        expect(await slowStepsOf(rows), text).toEqual([]);
      }
    });
  } finally {
    await db.destroy();
  }
});
