import './own-browser.ts';
import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { keepKeyMap, readKeyMap } from '../../../lib/serving/key-maps.ts';
import { forgetAnswer, lastAnswer, noteAnswer } from '../../../lib/serving/last-answer.ts';
import { firstKeyMap } from '../../../lib/view/key-map.ts';
import { article, at, campaignRecord, hexOf, joined, makeDevice } from '../queue/sample.ts';

const device = makeDevice();
const campaign = campaignRecord();
const { termsHash } = campaign;
const body = { tone: { kind: 'choice' as const, chosen: ['good'] } };
const asked = { campaign: campaign.campaign, address: article(2) };
const last = (more: Partial<typeof asked> = {}) => lastAnswer(device.store, { ...asked, ...more }, at);

beforeEach(async () => {
  fakeBrowser.reset();
  await joined(device, campaign);
});

test('what a campaign was told last is told to its other pages, until it is taken back', async () => {
  expect(await last()).toBeNull();
  await noteAnswer(campaign.campaign, { id: 'one', termsHash, body });
  expect(await last()).toEqual(body);
  await forgetAnswer('another');
  expect(await last()).toEqual(body);
  await forgetAnswer('one');
  expect(await last()).toBeNull();
});

test('no page that the campaign does not ask about is told', async () => {
  await noteAnswer(campaign.campaign, { id: 'one', termsHash, body });
  expect(await last({ address: 'https://other.example/' })).toBeNull();
  expect(await last({ campaign: hexOf(0x77, 32) })).toBeNull();
});

test('what was said to other questions is not said to these', async () => {
  await noteAnswer(campaign.campaign, { id: 'one', termsHash: hexOf(1, 32), body });
  expect(await last()).toBeNull();
});

test('an answer that names places of its page is not kept', async () => {
  const spans = [{ class: 'a', start: 0, end: 3 }];
  await noteAnswer(campaign.campaign, { id: 'one', termsHash, body: { tone: { kind: 'span', spans } } });
  expect(await last()).toBeNull();
});

test('keys that have no sense are not taken from the store', async () => {
  expect(await readKeyMap()).toEqual(firstKeyMap);
  await keepKeyMap({ ...firstKeyMap, undo: 'F4' });
  expect((await readKeyMap()).undo).toBe('F4');
  for (const map of [
    { ...firstKeyMap, undo: '1' },
    { ...firstKeyMap, undo: 'Enter' },
    { undo: 'F4' },
    'keys',
  ]) {
    await fakeBrowser.storage.local.set({ keyMap: map });
    expect(await readKeyMap()).toEqual(firstKeyMap);
  }
});
