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

test('a judged label waits for evidence of its key’s work, and is read when there may be some', async () => {
  const { db } = scene.context;
  const opened = await scene.openCampaign(judgedPolicy({ scored: 15, golds: 0 }));
  const people = await crowd(scene, opened, 4);
  for (const one of people) await say(one, opened, pages(0, 12), truthOf);
  const first = await closed(scene, opened);
  expect(first.rows).toHaveLength(48);
  for (const row of first.rows) expect(row).toMatchObject({ state: 'held', judged: { counted: true } });
  // Whoever reads this key's labels fails, and then no label of the campaign is settled.
  const ofKey = await db
    .selectFrom('labels')
    .innerJoin('batches', 'batches.id', 'labels.batch')
    .where('campaign', '=', opened.campaign)
    .where('number', '=', first.batches[3]!.number)
    .select(['batch', 'position', 'label'])
    .execute();
  const write = async (textOf: (label: string | null) => string | null) => {
    for (const { batch, position, label } of ofKey)
      await db
        .updateTable('labels')
        .set({ label: textOf(label) })
        .where('batch', '=', batch)
        .where('position', '=', position)
        .execute();
  };
  await write(() => 'not to be read');
  for (const one of people.slice(0, 3)) await say(one, opened, pages(20, 6), truthOf);
  const second = await closed(scene, opened);
  expect(second.rows.filter(({ state }) => state === 'paid')).toHaveLength(54);
  await write((label) => label);
  await say(people[3]!, opened, pages(30, 6), truthOf);
  for (const one of people.slice(0, 2)) await say(one, opened, pages(30, 6), truthOf);
  expect((await closed(scene, opened)).rows.filter(({ state }) => state === 'paid')).toHaveLength(30);
});

test('of a task that is labeled again all waiting labels are judged together, though one of before is judged and held', async () => {
  const opened = await scene.openCampaign(judgedPolicy({ scored: 12, golds: 0 }), 20_000_000n);
  const [brief, honest, ...people] = await crowd(scene, opened, 8);
  const lieOf = (page: number) => truthOf(page + 1);
  const first = (await say(brief!, opened, [0], lieOf)).receipt.number;
  const { number } = (await say(honest!, opened, pages(0, 12), truthOf)).receipt;
  for (const one of people.slice(0, 3)) await say(one, opened, pages(0, 12), lieOf);
  const { rows: before } = await closed(scene, opened);
  const rowOf = (list: typeof before, of: number) => list.find((row) => row.number === of && row.index === 0);
  expect(rowOf(before, first)).toMatchObject({ state: 'held', judged: { counted: true } });
  expect(rowOf(before, number)).toMatchObject({ state: 'rejected' });

  expect((await honest!.appeal(opened, number, 0)).status).toBe(200);
  const again: number[] = [];
  for (const one of people.slice(3)) {
    again.push((await say(one, opened, [0], truthOf)).receipt.number);
    if (again.length < 3) expect((await closed(scene, opened)).rows).toMatchObject([{ state: 'held' }]);
  }
  const { rows } = await closed(scene, opened);
  expect(rowOf(rows, number)).toMatchObject({ state: 'paid', appeal: { outcome: 'won' } });
  for (const one of again) expect(rowOf(rows, one)).toMatchObject({ judged: { counted: true } });
});
