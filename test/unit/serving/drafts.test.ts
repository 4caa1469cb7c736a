import './own-browser.ts';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { ChoiceQuestion } from '../../../lib/protocol/question/choice.ts';
import { pageTargetOf } from '../../../lib/protocol/target/target.ts';
import { forgetDraft, keepDraft, withDrafts } from '../../../lib/serving/drafts.ts';
import type { Offer } from '../../../lib/view/offer.ts';
import { article, campaignRecord, hexOf } from '../queue/sample.ts';

const { campaign, termsHash, terms } = campaignRecord();
const body = { tone: { kind: 'choice' as const, chosen: ['up'] } };
const several = terms.questions.map((one) => ({ ...(one as ChoiceQuestion), multiple: true }));
const offer = (page: number, more: Partial<Offer> = {}): Offer => ({
  campaign,
  termsHash,
  title: 'Tone',
  questions: several,
  target: pageTargetOf(article(page)),
  price: null,
  own: null,
  ...more,
});
const keep = (page: number, at: number, given = {}) =>
  keepDraft({ campaign, termsHash, target: pageTargetOf(article(page)), body, ...given }, at);
const unsaved = async (...offers: Offer[]) => (await withDrafts(offers)).map((one) => one.unsaved?.body);

beforeEach(() => fakeBrowser.reset());

test('what is half answered belongs to its page, its campaign and its terms', async () => {
  await keep(1, 1);
  expect(
    await unsaved(
      offer(1),
      offer(2),
      offer(1, { campaign: hexOf(0x77, 32) }),
      offer(1, { termsHash: hexOf(0x77, 32) }),
    ),
  ).toEqual([body, undefined, undefined, undefined]);
});

test('beside a label it is nothing, and where one act answers there is none', async () => {
  await keep(1, 1);
  const own = { id: 'one', body, state: 'queued' as const, undoUntil: 0 };
  expect(await unsaved(offer(1, { own }), offer(1, { questions: terms.questions }))).toEqual([
    undefined,
    undefined,
  ]);
});

test('it goes when it is saved, and when nothing is answered any more', async () => {
  await keep(1, 1);
  await forgetDraft(offer(1));
  expect(await unsaved(offer(1))).toEqual([undefined]);
  await keep(1, 2);
  await keep(1, 3, { body: {} });
  expect(await unsaved(offer(1))).toEqual([undefined]);
});

test('of many the oldest are forgotten', async () => {
  for (let page = 1; page <= 32; page += 1) await keep(page, page);
  const kept = await unsaved(...Array.from({ length: 32 }, (_, n) => offer(n + 1)));
  expect(kept.flatMap((one, n) => (one === undefined ? [n + 1] : []))).toEqual([1, 2]);
});

test('where the browser gives no more room the others are forgotten, and not what is answered now', async () => {
  await keep(1, 1);
  vi.spyOn(fakeBrowser.storage.session, 'set').mockRejectedValueOnce(new Error('quota exceeded'));
  await keep(2, 2);
  expect(await unsaved(offer(1), offer(2))).toEqual([undefined, body]);
});
