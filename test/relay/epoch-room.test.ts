import { afterAll, beforeAll, expect, test } from 'vitest';
import { join } from '../../lib/sync/join.ts';
import { sync } from '../../lib/sync/sync.ts';
import { createApp } from '../../relay/app/app.ts';
import { cutIsDue } from '../../relay/settlement/due.ts';
import { joinOn, labelBefore, makeDevice, relayOf } from './device.ts';
import { article, makeLabel, readAnswer } from './labeler.ts';
import { fileOf, joined, statementOf } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
});
afterAll(() => scene.stop());

test('an epoch takes so many labels of a campaign: what comes then is kept by its device, and the next epoch takes it', async () => {
  const context = { ...scene.context, epochLabels: 300 };
  const app = createApp(context);
  const send = async (body: unknown) => {
    const response = await app.request('/v1/batches', { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, text: await response.text() };
  };
  const opened = await scene.openCampaign();
  const [labeler, another] = [await joined(scene, opened), await scene.openCampaign()];
  const labels = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) => makeLabel(opened.campaign, article(from + n)));

  const first = await labeler.request(opened, labels(0, 40));
  const taken = await send(first);
  expect(readAnswer(taken.text).receipt.received).toBe(40);
  expect(await cutIsDue(context)).toBe(false);
  // Refused labels have their leaves in the file too.
  expect(readAnswer((await send(await labeler.request(opened, labels(0, 40)))).text).receipt.received).toBe(
    0,
  );
  expect(await cutIsDue(context)).toBe(true);

  const late = await labeler.request(opened, labels(100, 221));
  const answer = await send(late);
  expect([answer.status, JSON.parse(answer.text)]).toMatchObject([503, { code: 'unavailable', retry: true }]);
  // What was received before has its receipt, and there is room for less, and for other campaigns.
  expect(await send(first)).toEqual(taken);
  expect((await send(await labeler.request(opened, labels(50, 10)))).status).toBe(200);
  await labeler.join(another);
  expect((await send(await labeler.request(another, [makeLabel(another.campaign, article(0))]))).status).toBe(
    200,
  );

  scene.startWork();
  const epoch = await scene.closeEpoch();
  const { file } = await fileOf(scene, (await statementOf(scene, epoch)).statement, opened.campaign);
  expect(file.batches.reduce((sum, { count }) => sum + count, 0)).toBe(90);
  expect(readAnswer((await send(late)).text).receipt).toMatchObject({ received: 221, epoch: epoch + 1 });
  await scene.stopWork();
});

test('labels that are refused close no campaign: whoever sends them takes half of an epoch’s room at most', async () => {
  const app = createApp({ ...scene.context, epochLabels: 100 });
  const opened = await scene.openCampaign();
  const [flood, honest] = [await joined(scene, opened), await joined(scene, opened)];
  const send = async (from: typeof flood, chosen: string, start: number, count: number) => {
    const labels = Array.from({ length: count }, (_, n) =>
      makeLabel(opened.campaign, article(start + n), chosen),
    );
    const response = await app.request('/v1/batches', {
      method: 'POST',
      body: JSON.stringify(await from.request(opened, labels)),
    });
    return response.status;
  };
  const refused = (start: number, count: number) => send(flood, 'no-such-answer', start, count);
  expect([await refused(0, 24), await refused(24, 24), await refused(48, 1)]).toEqual([200, 200, 503]);
  expect([await send(honest, 'up', 0, 40), await send(honest, 'up', 40, 9)]).toEqual([200, 503]);
});

test('a device whose labels of one campaign have to wait sends those of others, and the waiting ones when there is room', async () => {
  let relay = createApp({ ...scene.context, epochLabels: 2 });
  const device = makeDevice(async (request) => relay.request(request));
  const [full, other] = [await scene.openCampaign(), await scene.openCampaign()];
  await joinOn(device, full.campaign, null);
  await join(device, other.campaign, null);
  await labelBefore(device, full.campaign, 'waits-1', 'waits-2');
  await sync(device, false);
  await labelBefore(device, other.campaign, 'goes-1');
  await sync(device, false);
  const db = await device.store.open();
  const states = async ({ campaign }: { campaign: string }) =>
    (await db.getAll('labels')).filter((one) => one.campaign === campaign).map(({ state }) => state);
  expect([await states(full), await states(other)]).toEqual([['sent', 'sent'], ['received']]);
  expect(await relayOf(device)).toMatchObject({ failures: 2, problem: { code: 'unavailable', retry: true } });
  relay = createApp(scene.context);
  await sync(device, false);
  expect(await states(full)).toEqual(['received', 'received']);
  expect(await relayOf(device)).toMatchObject({ failures: 0, problem: null });
});

test('the room is one for all relays on a database, however many batches come at once, and a batch that comes twice takes it once', async () => {
  const apps = [300, 300].map((epochLabels) => createApp({ ...scene.context, epochLabels }));
  const opened = await scene.openCampaign();
  const labelers = await Promise.all([joined(scene, opened), joined(scene, opened), joined(scene, opened)]);
  const requests = await Promise.all(
    Array.from({ length: 12 }, (_, n) => {
      const labels = Array.from({ length: 40 }, (_, at) => makeLabel(opened.campaign, article(40 * n + at)));
      return labelers[n % labelers.length]!.request(opened, labels);
    }),
  );
  const answers = await Promise.all(
    requests.flatMap((request) =>
      apps.map(async (app) => {
        const response = await app.request('/v1/batches', { method: 'POST', body: JSON.stringify(request) });
        return [response.status, await response.text()] as const;
      }),
    ),
  );
  const receipts = new Set(answers.filter(([status]) => status === 200).map(([, text]) => text));
  expect(receipts.size).toBe(7);
  expect(answers.filter(([status]) => status !== 200 && status !== 503)).toEqual([]);
  const counted = await scene.context.db
    .selectFrom('campaigns')
    .select(['last_labels', 'next_number'])
    .where('campaign', '=', opened.campaign)
    .executeTakeFirst();
  expect(counted).toEqual({ last_labels: 287, next_number: 7 });
});
