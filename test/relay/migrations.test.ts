import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDatabase } from '../../relay/db/database.ts';
import { migrate } from '../../relay/db/migrate.ts';
import * as start from '../../relay/db/migrations/0001-start.ts';
import * as rotation from '../../relay/db/migrations/0002-rotation.ts';
import * as taskFigures from '../../relay/db/migrations/0017-task-figures.ts';
import { article, makeLabel } from './labeler.ts';
import { joined } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
let old: Db;
beforeAll(async () => {
  scene = await makeScene();
  old = openDatabase(await scene.emptyDatabase(), 1);
});
afterAll(async () => {
  await old.destroy();
  await scene.stop();
});

const rowsOf = async (db: Db, query: string) => (await sql.raw<object>(query).execute(db)).rows;

/** Puts what a query of today's tables gives into a table of before. */
async function carry(table: string, query: string): Promise<void> {
  const { rows } = await sql
    .raw<{ all: string }>(`select coalesce(json_agg(given), '[]')::text all from (${query}) given`)
    .execute(scene.context.db);
  await sql`insert into ${sql.table(table)}
    select * from json_populate_recordset(null::${sql.table(table)}, ${rows[0]!.all}::json)`.execute(old);
}

const hex = (column: string) => `'0x' || encode(${column}, 'hex') ${column}`;

test('0003: labels, batches and tasks of before are carried over', async () => {
  const policy = { ...scene.termsWith().policy, redundancy: { min: 2, max: 2 } };
  const opened = await scene.openCampaign({ policy });
  const [one, two] = [await joined(scene, opened), await joined(scene, opened)];
  const labels = (pages: number[]) => pages.map((n) => makeLabel(opened.campaign, article(n)));
  // Paid, then held, then received; full, closed and neither; refused ones, also alone in a batch.
  await one.send(opened, [...labels([1, 2]), makeLabel(opened.campaign, 'https://elsewhere.example/')]);
  await two.send(opened, labels([1]));
  scene.startWork();
  await scene.closeEpoch();
  await scene.stopWork();
  await two.send(opened, labels([3, 1]));
  await one.send(opened, [...labels([3, 4])]);
  await one.send(opened, labels([1]));

  await start.up(old);
  await rotation.up(old);
  await carry('campaigns', 'select *, 2 max_labels from campaigns');
  await carry('batches', 'select * from batches');
  await carry(
    'labels',
    `select b.campaign, b.number, l.position, b.hash batch_hash, b.account, b.key, b.pay_to, ${hex('task')},
      ${hex('task_part')}, ${hex('body_part')}, l.label, l.active_ms, b.price, b.accept_by, b.epoch, l.state, l.state_epoch,
      l.credit, l.code, l.evidence, l.state_epoch reported_epoch, b.changed from labels l join batches b on b.id = l.batch`,
  );
  await carry(
    'tasks',
    `select ${hex('task')}, b.campaign, count(*) labels, coalesce((select closed from tasks t where t.task = l.task), false) closed
      from labels l join batches b on b.id = l.batch where l.label is not null group by task, b.campaign`,
  );
  await sql`create table migrations (name text primary key)`.execute(old);
  await sql`insert into migrations values ('0001-start'), ('0002-rotation')`.execute(old);
  await migrate(old);

  for (const query of [
    'select b.hash, l.* from labels l join batches b on b.id = l.batch order by b.hash, l.position',
    'select * from batches order by hash',
    'select * from tasks order by task',
  ]) {
    // Nothing was judged before 0004.
    const later = { judged_epoch: null, posterior: null, weight: null };
    const without = (rows: object[]) =>
      rows.map((row) => ({ ...row, ...later, id: 0, batch: 0, changed: '' }));
    const carried = without(await rowsOf(old, query));
    expect(carried.length).toBeGreaterThan(0);
    expect(carried).toEqual(without(await rowsOf(scene.context.db, query)));
  }
});

test('0017: a label is looked up for its task, and not among all batches of its campaign', async () => {
  const large = openDatabase(await scene.emptyDatabase(), 1);
  try {
    await migrate(large);
    const [batches, each] = [300, 20];
    const columns = `hash, key, sequence, campaign, terms_hash, count, labels_root, signature, account, number, epoch, pay_to,
      received, amount, refused, duplicates, accept_by, receipt_key, price`;
    for (const statement of [
      'alter table truths drop column median_ms, drop column apart',
      'set session_replication_role = replica',
      `insert into batches (${columns}) select 'hash ' || n, 'key', n, 'one', 'terms', ${each}, 'root', 'signature', 'account',
        n, 1, 'to', ${each}, 1, '[]', '[]', 1, 'key', 1 from generate_series(1, ${batches}) n`,
      `insert into labels (batch, active_ms, position, account, task, task_part, body_part, state)
        select id, 1000 * number, p, sha256(id::text::bytea), sha256(p::text::bytea), '', '', 'paid'
        from batches, generate_series(0, ${each - 1}) p`,
      `insert into truths (campaign, task, epoch, truth, posterior, numbers, positions)
        select 'one', 'task ' || n || ' ' || p, 1, '{}', '{}', array[n, n + 1, n + 2], array[p, p, p]
        from generate_series(1, ${batches - 2}) n, generate_series(0, ${each - 1}) p`,
    ])
      await sql.raw(statement).execute(large);
    await large.transaction().execute(async (trx) => {
      await taskFigures.up(trx);
      const { rows } = await sql<{ read: number }>`select sum(seq_tup_read + idx_tup_fetch)::int8 read
        from pg_stat_xact_user_tables where relname = 'batches'`.execute(trx);
      // Of each task those of its three labels.
      expect(rows[0]!.read).toBeLessThan(4 * batches * each);
    });
    const { rows } =
      await sql<object>`select median_ms, count(*) from truths group by 1 order by 1 limit 2`.execute(large);
    expect(rows).toEqual([
      { median_ms: 2000, count: each },
      { median_ms: 3000, count: each },
    ]);
  } finally {
    await large.destroy();
  }
});
