import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { type DatasetFile, datasetFile, weightLeafHash } from '../../lib/protocol/ledger/dataset.ts';
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
const leafIn = ({ leaves }: DatasetFile) => leaves.find(([to]) => to === payTo)!;

/** The device's part is somebody else's. */
const giveAway = (dataset: DatasetFile) => {
  leafIn(dataset)[0] = makeKey().address;
};

/** Key and address alike have less than the rows of their labels say. */
const makeLess = (dataset: DatasetFile) => {
  leafIn(dataset)[1] -= 1;
  dataset.keys.find(({ weight }) => weight === 2_000_000)!.weight -= 1;
  dataset.total -= 1;
};

/** Changes a dataset, with a root and a hash that agree. */
async function spoil({ entries }: Statement, { campaign }: Opened, change: (dataset: DatasetFile) => void) {
  const { db, keccak } = scene.context;
  const entry = entries.find((one) => one.campaign === campaign)!;
  const read = parseJson(datasetFile, (await readFileText(db, entry.contentHash)) ?? '');
  if (!read.ok) throw new Error(read.detail);
  change(read.value);
  entry.weightsRoot = treeOf(read.value.leaves, weightLeafHash, keccak).root;
  entry.contentHash = await storeFile(db, keccak, read.value);
}

it('P10: a labeler sees the own part of a dataset; a relay that gives it to another, or less of it, is an alarm with the file', async () => {
  const closes = { closes: scene.context.now() + 600 };
  const honest = await scene.openCampaign(closes);
  const away = await scene.openCampaign(closes);
  const less = await scene.openCampaign(closes);
  const device = makeDevice(async (request) => scene.app.request(request));
  for (const opened of [honest, away, less]) {
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
  const epoch = await closeWithLie(scene, away, async (_, statement) => {
    await spoil(statement, away, giveAway);
    await spoil(statement, less, makeLess);
  });
  await sync(device, false);
  const part = { own: 2_000_000, total: 8_000_000 };
  expect([await partOf(honest), await partOf(away)]).toEqual([part, part]);
  const alarms = await alarmsOf(device);
  const alarmOf = ({ campaign }: Opened) => alarms.filter((alarm) => alarm.campaign === campaign);
  expect([alarms.length, alarmOf(honest)]).toEqual([2, []]);
  expect(alarmOf(away)).toMatchObject([
    {
      kind: 'unfounded',
      epoch,
      detail: expect.stringContaining('the dataset gives 0 of the 2000000 that own labels weigh'),
      evidence: { dataset: { total: part.total }, statement: { epoch }, receipts: [{ receipt: { payTo } }] },
    },
  ]);
  expect(alarmOf(less)).toMatchObject([
    { detail: expect.stringContaining('the dataset gives 1999999 of the 2000000 that own labels weigh') },
  ]);
});
