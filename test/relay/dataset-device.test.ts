import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { datasetFile, weightLeafHash } from '../../lib/protocol/ledger/dataset.ts';
import { treeOf } from '../../lib/protocol/ledger/leaves.ts';
import type { Statement } from '../../lib/protocol/ledger/statement.ts';
import { sync } from '../../lib/sync/sync.ts';
import { readFileText, storeFile } from '../../relay/settlement/files.ts';
import { alarmsOf, joinOn, labelBefore, makeDevice } from './device.ts';
import { closeWith, pages, say, truthOf } from './judged-crowd.ts';
import { makeKey, type Opened } from './labeler.ts';
import { closedFor } from './later.ts';
import { closeWithLie } from './lying-relay.ts';
import { joined } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
  scene.startWork();
});
afterAll(() => scene.stop());

const payTo = makeKey().address;

/** Gives the device's part to somebody else, with a root and a hash that agree. */
const giveAway = async ({ entries }: Statement, { campaign }: Opened) => {
  const { db, keccak } = scene.context;
  const entry = entries.find((one) => one.campaign === campaign)!;
  const read = parseJson(datasetFile, (await readFileText(db, entry.contentHash)) ?? '');
  if (!read.ok) throw new Error(read.detail);
  const { leaves } = read.value;
  leaves.find(([to]) => to === payTo)![0] = makeKey().address;
  entry.weightsRoot = treeOf(leaves, weightLeafHash, keccak).root;
  entry.contentHash = await storeFile(db, keccak, read.value);
};

it('P10: a labeler sees the own part of a dataset; a relay that gives it to another is an alarm with the file', async () => {
  const closes = { closes: scene.context.now() + 600 };
  const [honest, lying] = [await scene.openCampaign(closes), await scene.openCampaign(closes)];
  const device = makeDevice(async (request) => scene.app.request(request));
  for (const opened of [honest, lying]) {
    await joinOn(device, opened.campaign, payTo);
    await labelBefore(device, opened.campaign, 'one', 'two');
    await say(await joined(scene, opened), opened, pages(0, 6), truthOf);
  }
  await sync(device, false);
  await closeWith(scene, 'none');
  await sync(device, false);
  const partOf = async ({ campaign }: Opened) =>
    (await (await device.store.open()).get('joins', campaign))?.part;
  expect(await partOf(honest)).toBeUndefined();
  await closedFor(scene, honest, 700);
  const epoch = await closeWithLie(scene, lying, (_, statement) => giveAway(statement, lying));
  await sync(device, false);
  const part = { own: 2_000_000, total: 8_000_000 };
  expect([await partOf(honest), await partOf(lying)]).toEqual([part, part]);
  expect(await alarmsOf(device)).toMatchObject([
    {
      kind: 'unfounded',
      campaign: lying.campaign,
      epoch,
      detail: expect.stringContaining('the dataset gives 0 of the 2000000 that own labels weigh'),
      evidence: { dataset: { total: part.total }, statement: { epoch }, receipts: [{ receipt: { payTo } }] },
    },
  ]);
}, 60_000);
