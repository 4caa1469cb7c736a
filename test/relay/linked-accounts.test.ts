import { afterAll, beforeAll, expect, test } from 'vitest';
import { isDrawn } from '../../lib/protocol/signed/lottery.ts';
import { closed, crowd, judgedPolicy, pages, say, truthOf } from './judged-crowd.ts';
import { article, type Labeler, makeKey, makeLabel, makeLabeler, type Opened } from './labeler.ts';
import { claimUntilMined, joined, ownLabels, ownLabelsSince, ownRewards } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
  scene.startWork();
});
afterAll(() => scene.stop());

/** Three may label a task, so that a second label of one person would have room. */
const roomy = () =>
  scene.openCampaign({
    policy: {
      redundancy: { min: 3, max: 3 },
      stopConfidence: 900_000,
      hold: { scored: 0, golds: 0 },
      pay: 'flat',
    },
  });

/** The account goes over to a wallet, on the same device. */
async function goesOver(before: Labeler, opened: Opened, wallet = makeKey()): Promise<Labeler> {
  const after = before.as(wallet);
  await after.join(opened);
  expect((await before.name(wallet.address)).status).toBe(200);
  return after;
}

const label = (who: Labeler, opened: Opened, ...numbers: number[]) =>
  who.send(
    opened,
    numbers.map((n) => makeLabel(opened.campaign, article(n))),
  );

test('what an account has done is a duplicate for the wallet that it was linked to, and the other way round', async () => {
  const opened = await roomy();
  const before = await joined(scene, opened);
  const first = await label(before, opened, 1, 2);
  const after = await goesOver(before, opened);
  const second = await label(after, opened, 2, 3);
  expect(second.refused).toEqual([[0, 'duplicate']]);
  expect(second.duplicates).toEqual([[0, first.receipt.batchHash]]);
  // Another device of the account that was never told of the wallet.
  const elsewhere = makeLabeler(scene, before.account);
  await elsewhere.join(opened);
  expect((await label(elsewhere, opened, 1, 3, 4)).refused).toEqual([
    [0, 'duplicate'],
    [1, 'duplicate'],
  ]);
  // Back at the profile's own key, on the first device.
  await before.join(opened, before.payTo, scene.context.now() + 86_400);
  expect((await label(before, opened, 3, 5)).refused).toEqual([[0, 'duplicate']]);
});

test('a link that completed nothing does so when it is sent again, once the device has signed for both', async () => {
  const opened = await roomy();
  const before = makeLabeler(scene);
  const after = before.as(makeKey());
  const until = scene.context.now() + 86_400;
  expect((await before.name(after.account.address, until)).status).toBe(200);
  await after.join(opened);
  await before.join(opened);
  await label(before, opened, 50);
  expect((await before.name(after.account.address, until)).status).toBe(200);
  const elsewhere = makeLabeler(scene, after.account);
  await elsewhere.join(opened);
  expect((await label(elsewhere, opened, 50)).refused).toEqual([[0, 'duplicate']]);
});

test('two profiles that are linked to one wallet are one', async () => {
  const opened = await roomy();
  const [one, two] = [await joined(scene, opened), await joined(scene, opened)];
  await label(one, opened, 10);
  await label(two, opened, 11);
  const wallet = makeKey();
  const oneAfter = await goesOver(one, opened, wallet);
  const twoAfter = await goesOver(two, opened, wallet);
  for (const device of [oneAfter, twoAfter])
    expect((await label(device, opened, 10, 11)).refused.map(([, code]) => code)).toEqual([
      'duplicate',
      'duplicate',
    ]);
  expect((await label(oneAfter, opened, 12)).refused).toEqual([]);
  expect((await label(twoAfter, opened, 12)).refused).toEqual([[0, 'duplicate']]);
});

test('what was earned before is seen and claimed by the wallet’s session, at the address it was promised to', async () => {
  const opened = await scene.openCampaign();
  const before = await joined(scene, opened);
  await label(before, opened, 20);
  const after = await goesOver(before, opened);
  await label(after, opened, 21);
  await scene.closeEpoch();
  const session = await after.openSession();
  expect((await ownLabels(scene, session)).map(({ state }) => state)).toEqual(['paid', 'paid']);
  const { rewards } = await ownRewards(scene, session);
  expect(new Set(rewards.map(({ payTo }) => payTo))).toEqual(new Set([before.payTo, after.payTo]));
  for (const payTo of [before.payTo, after.payTo])
    expect((await claimUntilMined(scene, session, payTo)).amount).toBe('20000');
});

test('whoever reads on from where they were sees what came with the link, too', async () => {
  const opened = await roomy();
  const [one, two] = [await joined(scene, opened), await joined(scene, opened)];
  await label(two, opened, 60);
  await label(one, opened, 61);
  const { cursor } = await ownLabelsSince(scene, await one.openSession(), '');
  const wallet = makeKey();
  await goesOver(one, opened, wallet);
  const session = await (await goesOver(two, opened, wallet)).openSession();
  const after = await ownLabelsSince(scene, session, cursor);
  expect(new Set(after.labels.map(({ batchHash }) => batchHash)).size).toBe(2);
  expect((await ownLabelsSince(scene, session, after.cursor)).labels).toEqual([]);
});

test('who is known stays known, and what was drawn stays drawn', async () => {
  const opened = await scene.openCampaign(judgedPolicy());
  const people = await crowd(scene, opened, 3);
  for (const one of people) await say(one, opened, pages(0, 10), truthOf);
  await closed(scene, opened);
  const [before] = people;
  const after = await goesOver(before!, opened);
  expect((await say(after, opened, pages(100, 60), truthOf)).refused).toEqual([]);

  const set = { lottery_share: 2500, lottery_taken: 2500 };
  await scene.context.db.updateTable('campaigns').set(set).where('campaign', '=', opened.campaign).execute();
  const labels = pages(300, 60).map((page) => makeLabel(opened.campaign, article(page), truthOf(page)));
  const { refused } = await after.send(opened, labels);
  const accounts = [before!.account.address, after.account.address];
  const undrawn = labels.flatMap(({ task }, at) =>
    accounts.some((account) => isDrawn(2500, account, task)) ? [] : [at],
  );
  expect(undrawn.length).toBeGreaterThan(5);
  expect(refused).toEqual(undrawn.map((at) => [at, 'not-drawn']));
});

test('nobody puts their work on somebody else’s account: the device has to have signed for both', async () => {
  const opened = await roomy();
  const victim = await joined(scene, opened);
  const stranger = await joined(scene, opened);
  await label(stranger, opened, 30);
  await stranger.name(victim.account.address);
  // Not even who knows the device key of the victim, which no public file names.
  await stranger.name(victim.device.address);
  await stranger.name(victim.account.address);
  expect((await label(victim, opened, 30)).refused).toEqual([]);
  expect(await ownLabels(scene, await victim.openSession())).toHaveLength(1);
  expect(
    await scene.context.db
      .selectFrom('linked_accounts')
      .selectAll()
      .where('account', '=', victim.account.address)
      .execute(),
  ).toEqual([]);
});

test('a wallet that has revoked the device brings nothing over', async () => {
  const opened = await roomy();
  const before = await joined(scene, opened);
  await label(before, opened, 40);
  const after = before.as(makeKey());
  await after.join(opened);
  await after.revoke(before.device.address);
  await before.name(after.account.address);
  const elsewhere = makeLabeler(scene, after.account);
  await elsewhere.join(opened);
  expect((await label(elsewhere, opened, 40)).refused).toEqual([]);
});

test('eight accounts count as one, and no ninth', async () => {
  const opened = await roomy();
  const wallet = makeKey();
  const brought: number[] = [];
  for (let n = 0; n < 8; n += 1) {
    const one = await joined(scene, opened);
    await one.as(wallet).join(opened);
    brought.push((await one.name(wallet.address)).status);
  }
  expect(brought).toEqual([...Array(7).fill(200), 409]);
});
