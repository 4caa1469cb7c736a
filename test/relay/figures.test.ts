import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { taskFilterOf } from '../../lib/protocol/api/task-filter.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { closedTasks } from '../../relay/app/catalogue/closed-tasks.ts';
import { figuresReader, refusalRate } from '../../relay/app/catalogue/figures.ts';
import { article, makeLabel, makeLabeler, type Opened } from './labeler.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
});
afterAll(() => scene.stop());

/** A campaign that somebody has labeled: so many good labels, and one of a page that is none of its own. */
async function labeled(times: number[]) {
  const opened = await scene.openCampaign();
  const labeler = makeLabeler(scene);
  await labeler.join(opened);
  const labels = times.map((activeMs, n) => makeLabel(opened.campaign, article(n), 'up', { activeMs }));
  await labeler.send(opened, [...labels, makeLabel(opened.campaign, 'https://elsewhere.example/')]);
  return { opened, labeler };
}

const reading = () => {
  let passed = 0;
  const read = figuresReader({ ...scene.context, now: () => scene.context.now() + passed });
  return {
    async of({ campaign }: Opened) {
      return (await read()).get(campaign);
    },
    passMinute: () => {
      passed += 60;
    },
  };
};

test('figures are at most a minute old, and only campaigns of which something changed are counted again', async () => {
  const some = await labeled([1000, 5000, 2000]);
  const other = await labeled([2000]);
  const empty = await scene.openCampaign();
  const figures = reading();
  const before = { labels: 4, refused: 1, median_ms: 2000, paid: 0, rejected: 0 };
  expect(await figures.of(some.opened)).toEqual(before);
  expect(await figures.of(other.opened)).toMatchObject({ labels: 2, refused: 1, median_ms: 2000 });
  expect(await figures.of(empty)).toBeUndefined();

  await some.labeler.send(some.opened, [
    makeLabel(some.opened.campaign, article(9), 'up', { activeMs: 10_000 }),
    makeLabel(some.opened.campaign, article(10), 'up', { activeMs: 10_000 }),
  ]);
  await sql`update labels set active_ms = 1 where batch in (
    select id from batches where campaign = ${other.opened.campaign})`.execute(scene.context.db);
  expect(await figures.of(some.opened)).toEqual(before);
  figures.passMinute();
  expect(await figures.of(some.opened)).toMatchObject({ labels: 6, refused: 1, median_ms: 5000 });
  expect(await figures.of(other.opened)).toMatchObject({ labels: 2, refused: 1, median_ms: 2000 });
});

test('of a campaign with many labels the newest count', async () => {
  const { opened, labeler } = await labeled([]);
  await sql`insert into labels (batch, active_ms, position, account, task, task_part, body_part, state, code)
    select batch, active_ms, 100 + n, labels.account, task, task_part, body_part, 'refused', 'bad-task'
    from labels join batches on id = batch, generate_series(1, 6000) n
    where campaign = ${opened.campaign} and position = 0`.execute(scene.context.db);
  await labeler.send(opened, [makeLabel(opened.campaign, article(2), 'up', { activeMs: 2000 })]);
  expect(await reading().of(opened)).toMatchObject({ labels: 5000, refused: 4999, median_ms: 2000 });
});

test('what was rejected counts among what is settled, however many newer labels wait', async () => {
  const { opened, labeler } = await labeled([1000, 1000, 1000, 1000]);
  const { db } = scene.context;
  await sql`update labels set state = case when position = 0 then 'rejected' else 'paid' end
    from batches where id = batch and campaign = ${opened.campaign} and state = 'received'`.execute(db);
  await sql`update batches set open = 0 where campaign = ${opened.campaign}`.execute(db);
  for (let n = 10; n < 15; n++)
    await labeler.send(opened, [makeLabel(opened.campaign, article(n), 'up', { activeMs: 1000 })]);
  const figures = (await reading().of(opened))!;
  expect(figures).toEqual({ labels: 10, refused: 1, median_ms: 1000, paid: 3, rejected: 1 });
  expect(refusalRate(figures)).toBe(325_000);
});

test('the filter of closed tasks has those that are full and those that rest, as anybody would write it', async () => {
  const { campaign } = await scene.openCampaign();
  const { db, now } = scene.context;
  const tasks = Array.from({ length: 200 }, (): Hex => `0x${randomBytes(32).toString('hex')}`);
  const rows = (some: Hex[]) => some.map((task) => Buffer.from(task.slice(2), 'hex'));
  await sql`insert into tasks select task, ${campaign}, false from unnest(${rows(tasks.slice(0, 150))}::bytea[]) task`.execute(
    db,
  );
  await sql`insert into rests select task, ${campaign}, ${now() + 60} from unnest(${rows(tasks.slice(100))}::bytea[]) task`.execute(
    db,
  );
  const filters = await closedTasks({ db, now });
  expect(filters.get(campaign)).toBe(taskFilterOf(tasks));
  expect((await closedTasks({ db, now: () => now() + 61 })).get(campaign)).toBe(
    taskFilterOf(tasks.slice(0, 150)),
  );
});
