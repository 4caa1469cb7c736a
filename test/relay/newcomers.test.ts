import { afterAll, beforeAll, expect, test } from 'vitest';
import { closed, crowd, judgedPolicy, pages, say, truthOf } from './judged-crowd.ts';
import { joined } from './reading.ts';
import { makeScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
  scene.startWork();
});
afterAll(() => scene.stop());

test('fifty labels are taken from a newcomer, in one batch or several at once, and more once any is judged', async () => {
  const opened = await scene.openCampaign(judgedPolicy());
  const people = await crowd(scene, opened, 3);
  const [one, two] = people;
  if (one === undefined || two === undefined) throw new Error('nobody');
  const all = await say(one, opened, pages(0, 55), truthOf);
  expect(all.refused).toEqual(pages(50, 5).map((at) => [at, 'newcomer']));
  // Batches that are received in one transaction count one after the other.
  const parts = await Promise.all([0, 20, 40].map((from) => say(two, opened, pages(from, 20), truthOf)));
  expect(parts.reduce((sum, { receipt }) => sum + receipt.received, 0)).toBe(50);
  expect(parts.flatMap(({ refused }) => refused.map(([, code]) => code))).toEqual(Array(10).fill('newcomer'));
  expect((await say(two, opened, [90], truthOf)).refused).toEqual([[0, 'newcomer']]);
  await say(people[2]!, opened, pages(0, 10), truthOf);
  await closed(scene, opened);
  expect((await say(one, opened, pages(100, 60), truthOf)).refused).toEqual([]);
  const late = await joined(scene, opened);
  expect((await say(late, opened, pages(200, 51), truthOf)).refused).toEqual([[50, 'newcomer']]);
});

test('where pay is flat there is no such limit', async () => {
  const opened = await scene.openCampaign();
  const somebody = await joined(scene, opened);
  expect((await say(somebody, opened, pages(0, 60), truthOf)).refused).toEqual([]);
});
