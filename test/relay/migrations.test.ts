import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDatabase } from '../../relay/db/database.ts';
import { migrate } from '../../relay/db/migrate.ts';
import * as start from '../../relay/db/migrations/0001-start.ts';
import * as rotation from '../../relay/db/migrations/0002-rotation.ts';
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
