import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSmallDisk, maySmallDisk, type SmallDisk } from '../stand/small-disk.ts';
import { article, makeLabel, makeLabeler } from './labeler.ts';
import { makeScene, type Scene } from './scene.ts';

let disk: SmallDisk;
let scene: Scene;

/** More than fit into what the server has laid by. */
const mostBatches = 100;
const labelsPerBatch = 200;

// Only root may mount a small disk.
const onSmallDisk = test.runIf(maySmallDisk);

beforeAll(async () => {
  if (!maySmallDisk) return;
  disk = await makeSmallDisk(160);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = disk.dir;
  scene = await makeScene().finally(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  });
});

afterAll(async () => {
  await scene?.stop();
  await disk?.stop();
});

onSmallDisk('P3 the database has no room: a batch is not acknowledged, and taken when there is', async () => {
  const policy = { ...scene.termsWith().policy, redundancy: { min: 1, max: 100 } };
  const campaign = await scene.openCampaign({ policy }, 10n ** 12n);
  const labeler = makeLabeler(scene);
  await labeler.join(campaign);
  const next = (batch: number) =>
    labeler.request(
      campaign,
      Array.from({ length: labelsPerBatch }, (_, at) =>
        makeLabel(campaign.campaign, article(`${batch}-${at}`)),
      ),
    );
  await disk.fill();
  let acknowledged = 0;
  let request = await next(0);
  let answer = await scene.post('/v1/batches', request);
  for (; answer.status === 200 && acknowledged < mostBatches; acknowledged += 1) {
    request = await next(acknowledged + 1);
    answer = await scene.post('/v1/batches', request);
  }
  expect(JSON.parse(answer.text)).toMatchObject({ code: 'unavailable', retry: true });

  await disk.free();
  await expect.poll(async () => (await scene.post('/v1/batches', request)).status).toBe(200);
  const kept = await scene.context.db
    .selectFrom('labels')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  expect(Number(kept.count)).toBe((acknowledged + 1) * labelsPerBatch);
});
