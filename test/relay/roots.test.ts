import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { campaignEscrowAbi } from '../../lib/protocol/abi/campaign-escrow.ts';
import type { Hex } from '../../lib/protocol/scalar/hex.ts';
import { verifyEpoch } from '../../relay/bin/verify/verify-epoch.ts';
import { readCampaign } from '../../relay/chain/campaign.ts';
import { cutEpoch } from '../../relay/settlement/cut.ts';
import { dropEpoch } from '../../relay/settlement/dropped.ts';
import { closed, closeWith, crowd, judgedPolicy, pages, say, truthOf, withGolds } from './judged-crowd.ts';
import { article, makeLabel } from './labeler.ts';
import { balanceOf, claimUntilMined, fileOf, joined, onChain, ownRewards, statementOf } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';
import { activateByStranger, submitted } from './stranger.ts';
import { verifyingOf } from './verifying.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene({ timelock: 3 });
});
afterAll(() => scene.stop());
beforeEach(() => scene.startWork());
afterEach(() => scene.stopWork());

const mined = (hash: Hex) => scene.publicClient.waitForTransactionReceipt({ hash });

test('a revoked root is cut again and covers its receipts', async () => {
  const opened = await scene.openCampaign();
  const labeler = await joined(scene, opened);
  await labeler.send(opened, [makeLabel(opened.campaign, article(1))]);
  const closing = scene.closeEpoch();
  const pending = await submitted(scene);
  const late = await labeler.send(opened, [makeLabel(opened.campaign, article(2))]);
  expect(late.receipt.epoch).toBe(pending + 1);
  const guardian = scene.walletOf(scene.keys.guardian);
  await mined(
    await guardian.writeContract({
      address: scene.config.ESCROW,
      abi: campaignEscrowAbi,
      functionName: 'revoke',
      args: [pending],
    }),
  );
  const epoch = await closing;
  expect(epoch).toBe(pending + 1);
  const { statement } = await statementOf(scene, epoch);
  expect(statement.previous).toBeNull();
  const { file } = await fileOf(scene, statement, opened.campaign);
  expect(file.rows).toMatchObject([
    { number: 0, state: 'paid', credit: '20000' },
    { number: 1, state: 'paid', credit: '20000' },
  ]);
  expect(file.batches.map(({ number }) => number)).toEqual([0, 1]);
  expect(await onChain(scene, opened.campaign)).toMatchObject({ released: 40_000n });
  await claimUntilMined(scene, await labeler.openSession(), labeler.payTo);
  expect(await balanceOf(scene, labeler.payTo)).toBe(40_000n);
});

test('anybody may activate: the relay goes on from what the chain says', async () => {
  const opened = await scene.openCampaign();
  const labeler = await joined(scene, opened);
  await labeler.send(opened, [makeLabel(opened.campaign, article(1))]);
  const closing = scene.closeEpoch();
  const pending = await submitted(scene);
  await scene.stopWork();
  await activateByStranger(scene, pending);
  scene.startWork();
  expect(await closing).toBe(pending);
  expect((await ownRewards(scene, await labeler.openSession())).activeEpoch).toBe(pending);
  expect(await onChain(scene, opened.campaign)).toMatchObject({ released: 20_000n });
});

test('P8: a root that was given up and then activated after all is not paid a second time', async () => {
  const opened = await scene.openCampaign();
  const labeler = await joined(scene, opened);
  await labeler.send(opened, [makeLabel(opened.campaign, article(1))]);
  const closing = scene.closeEpoch();
  const given = await submitted(scene);
  await scene.stopWork();
  await dropEpoch(scene.context, given, 'given up', true);
  await activateByStranger(scene, given);
  scene.startWork();
  expect(await closing).toBe(given);
  const after = await scene.closeEpoch();
  expect(after).toBeGreaterThan(given);
  const { statement } = await statementOf(scene, after);
  expect(statement.rewards.find(([payTo]) => payTo === labeler.payTo)?.[2]).toBe('20000');
  expect(await onChain(scene, opened.campaign)).toMatchObject({ released: 20_000n });
  const { credited, reserved, open } = await scene.context.db
    .selectFrom('campaigns')
    .select(['credited', 'reserved', 'open'])
    .where('campaign', '=', opened.campaign)
    .executeTakeFirstOrThrow();
  expect([credited, reserved, open]).toEqual([20_000n, 0n, 0n]);
});

test('P11: what such a root said of labels is known again, though another was cut without it', async () => {
  const opened = await scene.openCampaign(judgedPolicy());
  const [late, ...people] = await crowd(scene, opened, 5);
  for (const one of people) await say(one, opened, pages(0, 12), truthOf);
  const first = await closed(scene, opened, 'all');
  expect(first.golds.committed.length).toBeGreaterThan(0);
  await say(late!, opened, pages(0, 6), truthOf);
  const closing = closeWith(scene, 'none');
  const given = await submitted(scene);
  await scene.stopWork();
  const kept = () =>
    Promise.all([
      sql`select * from findings where campaign = ${opened.campaign} order by number, position`.execute(
        scene.context.db,
      ),
      sql`select * from priors where campaign = ${opened.campaign} order by key`.execute(scene.context.db),
      sql`select * from golds where campaign = ${opened.campaign} order by epoch, ref`.execute(
        scene.context.db,
      ),
    ]).then((all) => all.map(({ rows }) => rows));
  const before = await kept();
  expect(before.map((rows) => rows.length > 0)).toEqual([true, true, true]);
  await dropEpoch(scene.context, given, 'given up', true);
  await withGolds(scene, 'none', () => cutEpoch(scene.context));
  await activateByStranger(scene, given);
  scene.startWork();
  expect(await closing).toBe(given);
  await expect.poll(kept).toEqual(before);
  for (const one of people) await say(one, opened, pages(20, 6), truthOf);
  const { epoch } = await closed(scene, opened);
  const report = await verifyEpoch(await verifyingOf(scene), epoch);
  expect([...report.faults, ...report.campaigns.flatMap(({ faults }) => faults)]).toEqual([]);
});

test('a relay clock that is ahead of the chain waits, and goes on', async () => {
  const opened = await scene.openCampaign();
  const labeler = await joined(scene, opened);
  await labeler.send(opened, [makeLabel(opened.campaign, article(1))]);
  try {
    scene.skew.seconds = 3;
    await scene.closeEpoch();
  } finally {
    scene.skew.seconds = 0;
  }
  expect(await onChain(scene, opened.campaign)).toMatchObject({ released: 20_000n });
});

test('with confirmations, only what is deep enough counts', async () => {
  const deep = { ...scene.context, chain: { ...scene.context.chain, confirmations: 3 } };
  const { campaign } = await scene.openCampaign();
  expect(await readCampaign(deep.chain, campaign)).toBeUndefined();
  for (let block = 0; block < 3; block++)
    await fetch(scene.config.RPC_URL, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'evm_mine', params: [] }),
    });
  expect(await readCampaign(deep.chain, campaign)).toMatchObject({ deposited: 10_000_000n, state: 'active' });
});
