import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDatabase } from '../../relay/db/database.ts';
import { migrate } from '../../relay/db/migrate.ts';
import { counter } from '../../relay/progress/counts.ts';
import { type Database, startDatabase } from '../stand/database.ts';
import { makeTempFolder, type TempFolder } from '../stand/temp.ts';

let folder: TempFolder;
let database: Database;
let db: Db;
beforeAll(async () => {
  folder = await makeTempFolder('counts');
  database = await startDatabase({ dir: folder.dir, say: () => {} });
  db = openDatabase(database.url, 2);
  await migrate(db);
  await sql`alter table appeals drop constraint appeals_campaign_fkey;
    alter table batches drop constraint batches_campaign_fkey`.execute(db);
});
afterAll(async () => {
  await db.destroy();
  await database.stop();
  await folder.stop();
});

const campaign = `0x${'ab'.repeat(32)}` as const;
const other = `0x${'cd'.repeat(32)}` as const;

interface Told {
  batch: number;
  position: number;
  task: number;
  state: 'received' | 'refused' | 'held' | 'paid' | 'rejected';
}

const labels: Told[] = [];
let last = 0;
const mark = { number: 0, epoch: 0 };

/** A batch of labels of these tasks; of those that are negative the label is refused. */
async function receive(tasks: readonly number[], of = campaign): Promise<void> {
  const id = ++last;
  const refused = tasks.filter((task) => task < 0).length;
  await sql`insert into batches (id, hash, key, sequence, campaign, terms_hash, count, labels_root, signature, account, number, epoch,
      pay_to, received, amount, refused, duplicates, accept_by, receipt_key, price)
    values (${id}, ${`hash ${id}`}, 'key', ${id}, ${of}, 'terms', ${tasks.length}, 'root', 'signature', 'account', ${id}, 1,
      'to', ${tasks.length - refused}, 1, '[]', '[]', 1, 'key', 1)`.execute(db);
  for (const [position, task] of tasks.entries()) {
    const state = task < 0 ? 'refused' : 'received';
    await sql`insert into labels (batch, active_ms, position, account, task, task_part, body_part, state, label)
      values (${id}, 1, ${position}, sha256(${`${id}`}::bytea), sha256(${`${of} ${task}`}::bytea), '', '', ${state},
        ${task < 0 ? null : '{}'})`.execute(db);
    if (of === campaign) labels.push({ batch: id, position, task: Math.abs(task), state });
  }
  if (of === campaign) mark.number = id + 1;
}

/** An epoch that says this of labels, by their place in the list, and settles their tasks; a label that is rejected already is appealed. */
async function cut(
  epoch: number,
  said: readonly (readonly [at: number, state: 'held' | 'paid' | 'rejected'])[],
  isActive = true,
) {
  await sql`insert into epochs (epoch, state, opened_at) values (${epoch}, ${isActive ? 'active' : 'revoked'}, 0)`.execute(
    db,
  );
  for (const [at, state] of said) {
    const told = labels[at]!;
    await sql`insert into settlements (epoch, campaign, number, position, state)
      values (${epoch}, ${campaign}, ${told.batch}, ${told.position}, ${state})`.execute(db);
    if (told.state === 'rejected' && isActive)
      await sql`insert into appeals (batch, position, campaign, account, signature, epoch, decide_by, rejected_epoch, evidence, outcome,
          decided_epoch) values (${told.batch}, ${told.position}, ${campaign}, '', '', 1, 1, 1, '', 'won', ${epoch})`.execute(
        db,
      );
    if (isActive) told.state = state;
  }
  for (const task of new Set(said.flatMap(([at, state]) => (state === 'held' ? [] : [labels[at]!.task]))))
    await sql`insert into truths (campaign, task, epoch, truth, posterior, numbers, positions)
      values (${campaign}, ${`task ${task}`}, ${epoch}, '{}', '{}', '{1}', '{0}')`.execute(db);
  if (isActive) mark.epoch = epoch;
}

const plain = () => {
  const having = (...states: Told['state'][]) => labels.filter(({ state }) => states.includes(state));
  return {
    received: labels.length - having('refused').length,
    refused: having('refused').length,
    paid: having('paid').length,
    rejected: having('rejected').length,
    labeled: new Set(labels.filter(({ state }) => state !== 'refused').map(({ task }) => task)).size,
    settled: new Set(having('paid', 'rejected').map(({ task }) => task)).size,
  };
};

test('what is counted as it comes is what is counted at once, and what was counted is not read again', async () => {
  const count = counter({ db });
  const sameAsAtOnce = async () => {
    const said = await count(campaign, mark);
    expect(said).toEqual(plain());
    expect(await counter({ db })(campaign, mark)).toEqual(said);
  };
  await sameAsAtOnce();
  await receive([1, 2, -3, 4]);
  await sameAsAtOnce();
  await receive([1, 2, 3], other);
  await receive([1, 3, 5]);
  await receive([-6]);
  await sameAsAtOnce();
  await cut(1, [
    [0, 'paid'],
    [1, 'rejected'],
    [4, 'held'],
    [5, 'rejected'],
  ]);
  await sameAsAtOnce();
  await cut(2, [[4, 'paid']], false);
  await receive([1, 2, 7]);
  await sameAsAtOnce();
  // Both appeals are decided: one is won, one is lost.
  await cut(3, [
    [1, 'paid'],
    [5, 'rejected'],
    [4, 'paid'],
    [9, 'rejected'],
  ]);
  await sameAsAtOnce();
  for (const table of ['labels', 'batches', 'settlements', 'truths', 'appeals'])
    await sql`delete from ${sql.table(table)}`.execute(db);
  expect(await count(campaign, mark)).toEqual(plain());
});
