import { sql, type Transaction } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lockEpoch } from '../../relay/db/locks.ts';
import { planByKeys } from '../../relay/db/plans.ts';
import type { Tables } from '../../relay/db/tables.ts';
import { cutEpoch } from '../../relay/settlement/cut.ts';
import { partsOf } from '../../relay/settlement/parts.ts';
import { closeWith, crowd, idle, judgedPolicy, pages, say, truthOf } from './judged-crowd.ts';
import type { Opened } from './labeler.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
let judged: Opened;
let held: Opened;
beforeAll(async () => {
  scene = await makeScene();
  scene.startWork();
  judged = await scene.openCampaign(judgedPolicy());
  held = await scene.openCampaign(judgedPolicy({ scored: 15, golds: 0 }));
  const flat = await scene.openCampaign();
  const people = await crowd(scene, judged, 5);
  const waiting = await crowd(scene, held, 5);
  // Every task is full, so chance makes a gold of none.
  const speak = async (list: number[]) => {
    for (const one of people) await say(one, judged, list, one === people[4] ? idle : truthOf);
    for (const one of waiting) await say(one, held, list.slice(0, 6), truthOf);
  };
  await speak(pages(0, 12));
  await closeWith(scene, 'none');
  await scene.stopWork();
  await speak(pages(20, 12));
  const [alone] = await crowd(scene, flat, 1);
  await say(alone!, flat, pages(0, 3), truthOf);
});
afterAll(() => scene.stop());

const tables = [
  'settlements',
  'findings',
  'truths',
  'weights',
  'priors',
  'tasks',
  'golds',
  'lotteries',
] as const;

/** What a cut writes, and what it keeps of each campaign; the cut itself is taken back. */
async function partsWith(few: number) {
  const { context } = scene;
  const now = context.now();
  const when = { epoch: 2, cut: now, dueBy: now, seenUntil: now, stuck: new Set<never>() };
  const trx = await context.db.startTransaction().execute();
  try {
    await lockEpoch(trx);
    await planByKeys(trx);
    const made = await partsOf(context, trx, when, few);
    return { made, rows: await rowsOf(trx) };
  } finally {
    await trx.rollback().execute();
  }
}

async function rowsOf(trx: Transaction<Tables>) {
  const rows: Partial<Record<(typeof tables)[number], string[]>> = {};
  for (const name of tables) {
    const found = await trx.selectFrom(name).selectAll().execute();
    rows[name] = found
      .map((row) => JSON.stringify(row, (_, one) => (typeof one === 'bigint' ? `${one}` : one)))
      .sort();
  }
  const files = await trx.selectFrom('files').select('hash').orderBy('hash').execute();
  return { ...rows, files };
}

test('campaigns that threads compute come to what they come to one by one', async () => {
  const alone = await partsWith(Number.POSITIVE_INFINITY);
  expect(alone.made.parts).toHaveLength(3);
  expect(alone.made.parts.flatMap(({ openLeaves }) => openLeaves)).not.toEqual([]);
  expect(alone.rows).toMatchObject({ files: { length: 6 }, findings: { length: 180 } });
  expect(await partsWith(0)).toEqual(alone);
});

test('P9: a campaign for which a thread has no memory is listed and owed; the others are settled, and its labels another time', async () => {
  const alone = await partsWith(Number.POSITIVE_INFINITY);
  const noMemory = Object.assign(new Error('no memory'), { code: 'ERR_WORKER_OUT_OF_MEMORY' });
  process.once('worker', (thread) => thread.once('online', () => thread.emit('error', noMemory)));
  const { made, rows } = await partsWith(0);
  expect(made.parts.map(({ failed }) => failed).toSorted()).toEqual([false, false, true]);
  const lost = made.parts.find(({ failed }) => failed)!;
  const whole = (list: typeof made.parts) => list.filter(({ campaign }) => campaign !== lost.campaign);
  expect(whole(made.parts)).toEqual(whole(alone.made.parts));
  const settled = alone.made.parts.find(({ campaign }) => campaign === lost.campaign)!;
  expect(lost.batchHashes).toEqual(settled.batchHashes);
  const { credit, open } = settled.entry!;
  expect(BigInt(lost.entry!.open)).toBeGreaterThanOrEqual(BigInt(credit) + BigInt(open));
  expect([lost.entry!.credit, lost.openLeaves.length > 0]).toEqual(['0', true]);
  const own = rows
    .settlements!.map((row) => JSON.parse(row))
    .filter(({ campaign }) => campaign === lost.campaign);
  expect(new Set(own.map(({ state }) => state))).toEqual(new Set(['held']));
  const metrics = await scene.context.metrics.registry.metrics();
  expect(metrics).toMatch(/^glosa_unsettled_campaigns_total [1-9]/m);
  expect(await partsWith(0)).toEqual(alone);
});

test('a campaign whose terms can not be read keeps no other from being settled', async () => {
  const { db } = scene.context;
  const write = (from: string, to: string) =>
    sql`update campaign_terms set terms = replace(terms, ${from}, ${to}) where campaign = ${judged.campaign}`.execute(
      db,
    );
  await write('"version":1', '"version":9');
  const { made } = await partsWith(0);
  await write('"version":9', '"version":1');
  expect(made.parts.filter(({ failed }) => failed).map(({ campaign }) => campaign)).toEqual([
    judged.campaign,
  ]);
  expect(made.parts).toHaveLength(3);
});

test('where a thread loses its connection nothing is cut', async () => {
  const { db } = scene.context;
  const before = await db.startTransaction().execute();
  await sql`lock table delegations`.execute(before);
  const failing = cutEpoch(scene.context, 0).then(
    () => 'cut',
    (error: Error) => error.message,
  );
  for (let ended: unknown[] = []; ended.length === 0; ) {
    const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%delegations%'`.execute(
      db,
    );
    ended = rows;
  }
  const said = await failing;
  await before.rollback().execute();
  expect(said).toMatch(/terminat/);
  const open = await db.selectFrom('epochs').select('epoch').where('state', '=', 'open').execute();
  expect(open).toEqual([{ epoch: 2 }]);
});

test('where a thread fails nothing is cut, and the next cut goes on', async () => {
  const { context } = scene;
  const { db } = context;
  const open = () => db.selectFrom('epochs').select('epoch').where('state', '=', 'open').execute();
  const links = await db
    .deleteFrom('delegations')
    .where('campaign', '=', held.campaign)
    .returningAll()
    .execute();
  await expect(cutEpoch(context, 0)).rejects.toThrow('no delegation');
  expect(await open()).toEqual([{ epoch: 2 }]);
  expect(await db.selectFrom('settlements').select('epoch').where('epoch', '=', 2).execute()).toEqual([]);
  await db.insertInto('delegations').values(links).execute();
  expect(await cutEpoch(context, 0)).toBe(2);
  expect(await open()).toEqual([{ epoch: 3 }]);
});
