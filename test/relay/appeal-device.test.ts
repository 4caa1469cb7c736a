import { afterAll, beforeAll, expect, it } from 'vitest';
import { appealViews } from '../../lib/overview/appeals.ts';
import { appealRequest } from '../../lib/protocol/api/appeals.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import type { CampaignFile, Statement } from '../../lib/protocol/ledger/statement.ts';
import { appealHash, appealReceiptHash } from '../../lib/protocol/signed/appeal.ts';
import { Expected } from '../../lib/storage/expected.ts';
import { appeal } from '../../lib/sync/appeal.ts';
import { sync } from '../../lib/sync/sync.ts';
import { alarmsOf, type Device, joinOn, type Line, labelBefore, makeDevice } from './device.ts';
import { closeWith, crowd, judgedPolicy, pages, say, truthOf, withGolds } from './judged-crowd.ts';
import { makeKey, type Opened } from './labeler.ts';
import { closeWithLie } from './lying-relay.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
  scene.startWork();
});
afterAll(() => scene.stop());

/** Pages of which the device tells the truth, and all others the same lie. */
const outvoted = [0, 3, 6, 9];

/** A device whose labels are rejected, since three others agree on a lie. */
async function rejected(): Promise<{ device: Device; opened: Opened }> {
  const opened = await scene.openCampaign(judgedPolicy());
  for (const one of await crowd(scene, opened, 3))
    await say(one, opened, pages(0, 12), (n) => truthOf(n + 1));
  const device = makeDevice(async (request) => scene.app.request(request));
  await joinOn(device, opened.campaign, makeKey().address);
  await labelBefore(device, opened.campaign, ...outvoted);
  await sync(device, false);
  await closeWith(scene, 'none');
  await sync(device, false);
  return { device, opened };
}

const labelsOf = async ({ store }: Device) =>
  (await (await store.open()).getAll('labels')).sort((a, b) => (a.batch?.index ?? 0) - (b.batch?.index ?? 0));

/** What the panel is told of each label's appeal. */
async function views(device: Device) {
  const labels = await labelsOf(device);
  const campaign = await (await device.store.open()).get('campaigns', labels[0]!.campaign);
  const viewOf = appealViews(labels, device.now());
  return labels.map((label) => {
    const view = viewOf(label, campaign!, undefined);
    return view && [view.state, view.left];
  });
}

it('a rejected label is appealed, labeled again by others, and paid whole', async () => {
  const { device, opened } = await rejected();
  const [first, second] = await labelsOf(device);
  expect(first).toMatchObject({ state: 'rejected', reason: { code: 'below-guess' } });
  expect(await views(device)).toEqual(outvoted.map(() => ['possible', 3]));
  await appeal(device, first!.id as `0x${string}`);
  await appeal(device, first!.id as `0x${string}`);
  await appeal(device, second!.id as `0x${string}`);
  expect((await views(device)).slice(0, 3)).toEqual([
    ['open', 1],
    ['open', 1],
    ['possible', 1],
  ]);

  const others = await crowd(scene, opened, 3);
  for (const one of others) await say(one, opened, [0, 30], truthOf);
  for (const one of others) await say(one, opened, [3], () => 'down');
  const epoch = await closeWith(scene, 'none');
  await sync(device, false);
  const [won, lost] = await labelsOf(device);
  expect(won).toMatchObject({
    state: 'paid',
    amount: '20000',
    epoch,
    reason: null,
    appeal: { outcome: 'won' },
  });
  expect(lost).toMatchObject({ state: 'rejected', amount: '0', epoch, appeal: { outcome: 'lost' } });
  expect((await views(device)).slice(0, 3)).toEqual([
    ['won', 2],
    ['lost', 2],
    ['possible', 2],
  ]);
  expect(await alarmsOf(device)).toEqual([]);
  await expect(appeal(device, lost!.id as `0x${string}`)).resolves.toBeUndefined();
});

it('what the relay says no to is said, and changes nothing', async () => {
  const { device } = await rejected();
  const [first] = await labelsOf(device);
  device.line.now = async (request, pass) => {
    const answer = await pass(request);
    const promise = await answer.clone().json();
    return request.url.endsWith('/v1/appeals') ? Response.json({ ...promise, decideBy: 1 }) : answer;
  };
  await expect(appeal(device, first!.id as `0x${string}`)).rejects.toThrow(Expected);
  expect((await views(device))[0]).toEqual(['possible', 3]);
});

/** Promises by itself, and the relay never hears of it: by so many seconds from now. */
const promisesItself =
  (seconds: number): Line =>
  async (request, pass) => {
    if (!request.url.endsWith('/v1/appeals')) return pass(request);
    const read = parseJson(appealRequest, await request.text());
    if (!read.ok) throw new Error(read.detail);
    const { place, db, now, receipts } = scene.context;
    const { epoch, receipt_key: key } = await db
      .selectFrom('epochs')
      .select(['epoch', 'receipt_key'])
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow();
    const promise = { epoch, decideBy: now() + seconds };
    const digest = appealReceiptHash(place, { appealHash: appealHash(place, read.value.appeal), ...promise });
    return Response.json({ ...promise, signature: await receipts.sign(key ?? '0x', digest) });
  };

it('P5 a promise that would never be due is not taken', async () => {
  const { device, opened } = await rejected();
  const [first] = await labelsOf(device);
  const twice = 2 * opened.terms.acceptByHours * 3600;
  device.line.now = promisesItself(twice + 3 * 86_400);
  await expect(appeal(device, first!.id as `0x${string}`)).rejects.toThrow('bad-promise');
  expect((await views(device))[0]).toEqual(['possible', 3]);
  device.line.now = promisesItself(twice);
  await appeal(device, first!.id as `0x${string}`);
  expect((await views(device))[0]).toEqual(['open', 2]);
});

it('P5 an appeal that is promised and never decided: an alarm with the promise', async () => {
  const { device, opened } = await rejected();
  const [first] = await labelsOf(device);
  device.line.now = promisesItself(-60);
  await appeal(device, first!.id as `0x${string}`);
  for (const one of await crowd(scene, opened, 3)) await say(one, opened, [30], truthOf);
  await closeWith(scene, 'none');
  await sync(device, false);
  expect(await alarmsOf(device)).toMatchObject([
    {
      kind: 'missing',
      detail: expect.stringContaining('the appeal of label 0 was not decided by its date'),
      evidence: { receipts: [{ appeals: [{ index: 0, signature: expect.any(String) }] }] },
    },
  ]);
});

it('P11 an appeal that is decided against those who labeled the page again: an alarm with the row', async () => {
  const { device, opened } = await rejected();
  const [first] = await labelsOf(device);
  await appeal(device, first!.id as `0x${string}`);
  for (const one of await crowd(scene, opened, 3)) await say(one, opened, [0, 30], truthOf);
  const { code, detail } = first!.reason!;
  const callLost = (file: CampaignFile, statement: Statement) => {
    const at = file.rows.findIndex((row) => row.state === 'paid' && row.appeal !== undefined);
    const row = file.rows[at]!;
    if (row.state !== 'paid' || code !== 'below-guess' || row.appeal === undefined)
      throw new Error('not won');
    const { credit, appeal: won, ...rest } = row;
    file.rows[at] = {
      ...rest,
      state: 'rejected',
      credit: '0',
      code,
      evidence: detail ?? '',
      appeal: { ...won, outcome: 'lost' },
    };
    const entry = statement.entries.find((one) => one.campaign === opened.campaign)!;
    entry.credit = `${BigInt(entry.credit) - BigInt(credit)}`;
  };
  await withGolds(scene, 'none', () => closeWithLie(scene, opened, callLost));
  await sync(device, false);
  expect(await alarmsOf(device)).toMatchObject([
    { kind: 'unfounded', detail: expect.stringContaining('its appeal is lost, computed again won') },
  ]);
});
