import { parseEther } from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePurse } from '../../lib/chain/purse.ts';
import { advance } from '../../lib/funding/advance.ts';
import { placeOrder } from '../../lib/funding/place-order.ts';
import { planView } from '../../lib/funding/plan-view.ts';
import { changePlan, newPlan } from '../../lib/funding/plans.ts';
import { testTokenAbi } from '../../lib/protocol/abi/test-token.ts';
import type { CampaignFile } from '../../lib/protocol/ledger/statement.ts';
import type { Body } from '../../lib/protocol/question/body.ts';
import { sync } from '../../lib/sync/sync.ts';
import { useRelay } from '../../lib/sync/use-relay.ts';
import { wholeForm } from '../unit/authoring/whole-form.ts';
import { alarmsOf, type Device, joinOn, labelBefore, makeDevice } from './device.ts';
import { closeWith, crowd, judgedPolicy, pages, say, truthOf, withGolds } from './judged-crowd.ts';
import { article, makeKey } from './labeler.ts';
import { closeWithLie } from './lying-relay.ts';
import { makeScene, relayUrl, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
  scene.startWork();
});
afterAll(() => scene.stop());

const deviceOf = () => makeDevice(async (request) => scene.app.request(request));

test('what the console was told of known answers stands in the terms on chain, and the relay has them', async () => {
  const device = deviceOf();
  const requesting = { ...device, purse: makePurse };
  await useRelay(device, relayUrl);
  const { address } = await device.identity.account();
  const wallet = scene.walletOf(scene.keys.requester);
  const sent = [
    await wallet.sendTransaction({ to: address, value: parseEther('1') }),
    await wallet.writeContract({
      address: scene.token,
      abi: testTokenAbi,
      functionName: 'mint',
      args: [address, 100_000_000n],
    }),
  ];
  for (const hash of sent) await scene.publicClient.waitForTransactionReceipt({ hash });

  const golds = ['https://news.example/markets/a good', 'https://news.example/markets/2030/b bad'];
  const form = wholeForm({ pay: 'better-than-guess', most: '5', golds });
  const plan = await changePlan(requesting, await newPlan(requesting, { language: 'en' }), form);
  expect((await planView(requesting, plan)).cost?.golds).toMatchObject({ chosen: 2, given: 2, labels: 4 });
  const { campaign } = await placeOrder(requesting, plan);
  await advance(requesting, campaign);
  const order = await (await device.store.open()).get('orders', campaign);
  expect(order).toMatchObject({ stage: 'listed', problem: null, terms: { golds: { count: 2 } } });
  const kept = await scene.context.db
    .selectFrom('given_golds')
    .select(['ref', 'truth'])
    .where('campaign', '=', campaign)
    .orderBy('ref')
    .execute();
  expect(kept.map(({ ref }) => ref)).toEqual(order?.golds?.known.map(({ ref }) => ref));
  expect(kept.map(({ truth }) => JSON.parse(truth).answer.chosen[0]).sort()).toEqual(['bad', 'good']);
});

/** A campaign with golds, in which a device labels beside three others. */
async function judged() {
  const known = new Map(
    pages(0, 4).map((page): [string, Body] => [
      article(page),
      { tone: { kind: 'choice', chosen: [truthOf(page)] } },
    ]),
  );
  const opened = await scene.openCampaign(judgedPolicy(), 10_000_000n, known);
  for (const one of await crowd(scene, opened, 3)) await say(one, opened, pages(0, 12), truthOf);
  const device: Device = await joinOn(deviceOf(), opened.campaign, makeKey().address);
  await labelBefore(device, opened.campaign, 0, 1, 3, 6);
  await sync(device, false);
  return { opened, device };
}

test('a device computes again what its requester’s golds did, and raises no alarm where nothing is wrong', async () => {
  const { opened, device } = await judged();
  await closeWith(scene, 'none');
  await sync(device, false);
  expect(await alarmsOf(device)).toEqual([]);
  const labels = await (await device.store.open()).getAll('labels');
  const ours = labels.filter(({ campaign }) => campaign === opened.campaign);
  expect(ours.map(({ state }) => state)).toEqual(Array(4).fill('paid'));
});

const lies: [what: string, lie: (file: CampaignFile) => void, said: string][] = [
  [
    'invents a gold of the requester’s',
    ({ golds }) => {
      golds.given![0]!.truth = { tone: { kind: 'unsure' } };
    },
    'the terms are not bound to it',
  ],
  [
    'lowers a label by a gold that it does not show',
    ({ golds }) => {
      delete golds.given;
    },
    'its score by the requester is',
  ],
  [
    'invents a record for a friend',
    ({ sums }) => {
      sums[0]!.prior = { sum: 9_000_000, count: 10 };
    },
    'no key begins with 9000000/10',
  ],
];
test.each(lies)('a relay that %s: alarm at the next sync', async (_, lie, said) => {
  const { opened, device } = await judged();
  const epoch = await withGolds(scene, 'none', () => closeWithLie(scene, opened, lie));
  await sync(device, false);
  expect(await alarmsOf(device)).toMatchObject([
    { kind: 'unfounded', epoch, detail: expect.stringContaining(said) },
  ]);
});
