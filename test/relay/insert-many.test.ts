import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDatabase } from '../../relay/db/database.ts';
import { insertMany } from '../../relay/db/insert-many.ts';
import { migrate } from '../../relay/db/migrate.ts';
import { type Database, startDatabase } from '../stand/database.ts';
import { makeTempFolder, type TempFolder } from '../stand/temp.ts';

let folder: TempFolder;
let database: Database;
let db: Db;
beforeAll(async () => {
  folder = await makeTempFolder('copied');
  database = await startDatabase({ dir: folder.dir, say: () => {} });
  db = openDatabase(database.url);
  await migrate(db);
  await db
    .insertInto('epochs')
    .values({
      ...{ epoch: 1, state: 'open', opened_at: 0, cut_requested: false, cut: null, previous: null },
      ...{ statement_hash: null, submitted_at: null, activated_at: null, receipt_key: null, reason: null },
    })
    .execute();
});
afterAll(async () => {
  await db.destroy();
  await database.stop();
  await folder.stop();
});

const campaign = `0x${'ab'.repeat(32)}` as const;

test('rows come back as they were, whatever is in their texts, and more than one message carries', async () => {
  const texts = ['', '\\N', '\\', '\\.', 'a\tb\nc\r\nd', '"\u{1f600}\\u0000"', '{1,2}'];
  const settlement = {
    ...{ epoch: 1, campaign, number: 7, code: null, weight: -5 },
    credit: 12_345_678_901_234_567_890n,
  };
  const settlements = Array.from({ length: 12_000 }, (_, position) => ({
    ...settlement,
    state: 'paid' as const,
    position,
    evidence: texts[position] ?? null,
  }));
  const truths = [
    {
      ...{ campaign, task: campaign, epoch: 1, truth: '{}', posterior: '{}' },
      numbers: [1, 2 ** 40],
      median_ms: 5000,
      apart: null,
      positions: [],
    },
  ];
  await db.transaction().execute(async (trx) => {
    await insertMany(trx, 'settlements', settlements);
    await insertMany(trx, 'truths', truths);
    await insertMany(trx, 'weights', []);
  });
  const back = await db.selectFrom('settlements').selectAll().orderBy('position').execute();
  expect(back).toEqual(settlements);
  expect(await db.selectFrom('truths').selectAll().execute()).toMatchObject([{ positions: [] }]);
});

test('rows that the table does not take fail their transaction, and the connection goes on', async () => {
  const row = { campaign, epoch: 1, key: campaign, pay_to: campaign, weight: 1 };
  const failing = db.transaction().execute((trx) => insertMany(trx, 'weights', [row, row]));
  await expect(failing).rejects.toThrow('weights_pkey');
  expect(await db.selectFrom('weights').selectAll().execute()).toEqual([]);
});
