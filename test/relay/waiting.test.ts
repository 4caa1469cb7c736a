import { afterAll, beforeAll, expect, test } from 'vitest';
import { closed, crowd, judgedPolicy, pages, say, truthOf } from './judged-crowd.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
  scene.startWork();
});
afterAll(() => scene.stop());

test('labels of a task come over epochs and are judged together; one that waits alone is owed and not read, until it is due', async () => {
  const { db } = scene.context;
  const opened = await scene.openCampaign(judgedPolicy());
  const people = await crowd(scene, opened, 3);
  const owed = async () =>
    (await db
      .selectFrom('campaigns')
      .select('open')
      .where('campaign', '=', opened.campaign)
      .executeTakeFirst())!.open;
  const lone = (await say(people[0]!, opened, [90], truthOf)).receipt.number;
  await say(people[0]!, opened, pages(0, 12), truthOf);
  expect((await closed(scene, opened)).rows.map(({ state }) => state)).toEqual(Array(13).fill('held'));
  const ofLone = db
    .selectFrom('labels')
    .innerJoin('batches', 'batches.id', 'labels.batch')
    .where('campaign', '=', opened.campaign)
    .where('number', '=', lone);
  const { batch, label } = await ofLone.select(['batch', 'label']).executeTakeFirstOrThrow();
  const write = (text: string | null) =>
    db.updateTable('labels').set({ label: text }).where('batch', '=', batch).execute();
  // Whoever reads it fails, and then no label of the campaign is settled.
  await write('not to be read');

  await say(people[1]!, opened, pages(0, 12), truthOf);
  expect((await closed(scene, opened)).rows).toHaveLength(12);
  expect(await owed()).toBe(25n * 20_000n);

  await say(people[2]!, opened, pages(0, 12), truthOf);
  const { rows } = await closed(scene, opened);
  expect(rows).toHaveLength(36);
  for (const row of rows)
    expect(row).toMatchObject({ state: 'paid', posterior: { tone: expect.any(Number) } });
  expect(new Set(rows.map(({ ref }) => ref)).size).toBe(12);
  expect(await owed()).toBe(20_000n);

  await write(label);
  await db.updateTable('batches').set({ accept_by: scene.context.now() }).where('id', '=', batch).execute();
  const last = await closed(scene, opened);
  expect(last.rows).toMatchObject([{ number: lone, state: 'paid' }]);
  expect(await owed()).toBe(0n);
});

test('a task that was judged waits for nothing but its keys’ evidence, which any later epoch may bring', async () => {
  const opened = await scene.openCampaign(judgedPolicy({ scored: 15, golds: 0 }));
  const people = await crowd(scene, opened, 3);
  for (const one of people) await say(one, opened, pages(0, 12), truthOf);
  const first = await closed(scene, opened);
  expect(first.rows.map(({ state }) => state)).toEqual(Array(36).fill('held'));
  await say(people[0]!, opened, [90], truthOf);
  expect((await closed(scene, opened)).rows).toMatchObject([{ state: 'held' }]);
  for (const one of people) await say(one, opened, pages(20, 6), truthOf);
  const third = await closed(scene, opened);
  expect(third.rows.filter(({ state }) => state === 'paid')).toHaveLength(54);
});
