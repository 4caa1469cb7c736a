import { afterAll, beforeAll, expect, test } from 'vitest';
import { lotteryFaults } from '../../lib/audit/settlement/check-lottery.ts';
import { historyOf, told } from '../../lib/audit/settlement/history.ts';
import { catalogue } from '../../lib/protocol/api/campaigns.ts';
import { parseJson } from '../../lib/protocol/api/json.ts';
import { lotOf } from '../../lib/protocol/signed/lottery.ts';
import { closed, crowd, judgedPolicy, pages, say, truthOf } from './judged-crowd.ts';
import { article, makeLabel } from './labeler.ts';
import { joined, statementOf } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
  scene.startWork();
});
afterAll(() => scene.stop());

test('P11 an epoch says which share of the tasks each account is offered, computed again; labels of others are refused', async () => {
  const opened = await scene.openCampaign(judgedPolicy());
  const { campaign, terms } = opened;
  const people = await crowd(scene, opened, 12);
  // Five labels on each of twelve tasks: as many people as labels a task may have would be ten of them.
  for (const [who, one] of people.entries())
    await say(
      one,
      opened,
      pages(0, 12).filter((page) => (page + who) % 12 < 5),
      truthOf,
    );
  const file = await closed(scene, opened);
  const { cut } = (await statementOf(scene, file.epoch)).statement;
  expect(file.lottery).toEqual({ share: 8334, taken: 10_000, width: 2, since: cut });

  // Anybody computes it again; another share, which would draw whom the relay likes, differs.
  const { keccak } = scene.context;
  const before = historyOf([], keccak);
  const faultsOf = (said: typeof file) =>
    lotteryFaults(before, told(before, said, keccak), { file: said, cut, terms });
  expect(faultsOf(file)).toEqual([]);
  const { lottery: _, ...without } = file;
  for (const lie of [{ ...file, lottery: { ...file.lottery!, share: 100 } }, without])
    expect(faultsOf(lie)).toMatchObject([{ where: 'lottery' }]);

  const read = parseJson(catalogue, await (await scene.app.request('/v1/campaigns')).text());
  if (!read.ok) throw new Error(read.detail);
  const listing = read.value.campaigns.find((one) => one.campaign === campaign);
  expect(listing?.lottery).toEqual({ share: 8334, taken: 10_000 });

  // As a later epoch would leave it.
  const set = { lottery_share: 2500, lottery_taken: 5000 };
  await scene.context.db.updateTable('campaigns').set(set).where('campaign', '=', campaign).execute();
  const late = await joined(scene, opened);
  const labels = pages(100, 40).map((page) => makeLabel(campaign, article(page), truthOf(page)));
  const undrawn = labels.flatMap(({ task }, at) => (lotOf(late.account.address, task) < 2 ** 31 ? [] : [at]));
  expect(undrawn.length).toBeGreaterThan(5);
  const { refused } = await late.send(opened, labels);
  expect(refused).toEqual(undrawn.map((at) => [at, 'not-drawn']));
});
