import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../relay/app/app.ts';
import { article, makeLabel, makeLabeler, readAnswer } from './labeler.ts';
import { balanceOf, claimUntilMined, joined, onChain } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
});
afterAll(() => scene.stop());

/** The scene as it is through another relay on the same database. */
async function elsewhere(): Promise<Scene> {
  const { context } = await scene.another();
  const app = createApp(context);
  const post: Scene['post'] = async (path, body, headers = {}) => {
    const response = await app.request(path, { method: 'POST', body: JSON.stringify(body), headers });
    return { status: response.status, text: await response.text() };
  };
  return { ...scene, app, context, post };
}

test('a key revoked at one relay is refused at every other; what was received before is paid', async () => {
  const opened = await scene.openCampaign();
  const labeler = await joined(scene, opened);
  const other = await elsewhere();
  const early = await labeler.request(opened, [makeLabel(opened.campaign, article(1))]);
  const first = await scene.post('/v1/batches', early);
  const late = await labeler.request(opened, [makeLabel(opened.campaign, article(2))]);
  const headers = await labeler.openSession();

  expect((await labeler.revoke(labeler.device.address)).status).toBe(200);
  for (const relay of [scene, other]) {
    const { status, text } = await relay.post('/v1/batches', late);
    expect([status, JSON.parse(text)]).toMatchObject([403, { code: 'revoked', retry: false }]);
    expect(await relay.post('/v1/batches', early)).toEqual(first);
    expect((await relay.app.request('/v1/me/labels', { headers })).status).toBe(401);
  }
  // Naming another campaign key by the revoked device helps nobody.
  await expect(labeler.join(await scene.openCampaign())).rejects.toThrow('revoked');

  scene.startWork();
  await scene.closeEpoch();
  expect(await onChain(scene, opened.campaign)).toMatchObject({ released: 20_000n });
  // The account goes on with another device, which is not stopped, and claims what the first one earned.
  const { receipt } = readAnswer(first.text);
  const again = makeLabeler(scene, labeler.account);
  await again.join(opened);
  expect((await again.send(opened, [makeLabel(opened.campaign, article(2))])).receipt.received).toBe(1);
  const session = await again.openSession();
  expect((await claimUntilMined(scene, session, receipt.payTo)).amount).toBe('20000');
  expect(await balanceOf(scene, receipt.payTo)).toBe(20_000n);
  await scene.stopWork();
});

test('one campaign’s key is revoked by itself; only the account can do it', async () => {
  const [one, two] = [await scene.openCampaign(), await scene.openCampaign()];
  const labeler = await joined(scene, one);
  const stranger = await joined(scene, one);
  const key = await labeler.join(one);
  await labeler.join(two);
  await stranger.revoke(key.address);
  expect((await labeler.send(one, [makeLabel(one.campaign, article(1))])).receipt.received).toBe(1);
  await labeler.revoke(key.address);
  await expect(labeler.send(one, [makeLabel(one.campaign, article(2))])).rejects.toThrow('revoked');
  expect((await labeler.send(two, [makeLabel(two.campaign, article(1))])).receipt.received).toBe(1);
});
