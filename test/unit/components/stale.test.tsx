import { beforeEach, expect, test } from 'vitest';
import { createAnswering } from '../../../components/overlay/answering.ts';
import { CallFailed } from '../../../lib/messages.ts';
import type { Offer } from '../../../lib/view/offer.ts';
import { background } from './background.ts';
import { settle } from './drawing.tsx';
import { holdTime } from './open-overlay.tsx';
import { hex32, moods, offer, own, topics } from './samples.ts';

beforeEach(holdTime);

const key = (of: Offer) => `${of.campaign} ${of.target.unit} ${of.target.unitKey} ${of.target.address}`;
const changed = new CallFailed({ code: 'terms-changed', detail: null, retry: true });

/** Answers to one offer, of which the background knows a newer one. */
function answers(first: Offer, newer: Offer) {
  const there = background();
  const answering = createAnswering([first], {
    call: there.call,
    clock: Date.now,
    activeMs: () => 0,
    onStale: () => answering.receive([newer]),
  });
  const sheet = () => answering.store.getState().sheets[0];
  return { ...there, answering, sheet, id: key(first) };
}

test('a label of terms that have changed is saved under the new ones, once its labeler has seen them', async () => {
  const { saves, answering, sheet, id } = answers(offer(), offer({ termsHash: hex32('9'), title: 'Dearer' }));
  await settle(() => void answering.answer(id, 'mood', { kind: 'choice', chosen: ['up'] }, 'pointer'));
  await saves[0]?.fail(changed);
  expect(saves).toHaveLength(1);
  expect(sheet()).toMatchObject({ offer: { title: 'Dearer' }, note: { kind: 'failed', again: 'save' } });
  await settle(() => void answering.save(id, 'pointer'));
  expect(saves[1]?.draft).toMatchObject({
    termsHash: hex32('9'),
    body: { mood: { kind: 'choice', chosen: ['up'] } },
  });
  await saves[1]?.answer(own());
  expect(sheet()?.note).toEqual({ kind: 'saved' });
});

test('of what is half answered stays what can be said to the questions as they are now', async () => {
  const first = offer({ questions: [moods, topics], price: null });
  const fewer = { ...topics, options: topics.options.filter(({ id }) => id !== 'merger') };
  const { answering, sheet, id } = answers(first, first);
  await settle(() => void answering.answer(id, 'mood', { kind: 'unsure' }, 'key'));
  await settle(() => void answering.answer(id, 'topics', { kind: 'choice', chosen: ['merger'] }, 'key'));
  const whole = sheet()?.draft;
  answering.receive([{ ...first, questions: [{ ...moods, ask: 'Up or down?' }, topics] }]);
  expect(sheet()?.draft).toBe(whole);
  answering.receive([{ ...first, questions: [moods, fewer] }]);
  expect(sheet()?.draft).toEqual({ mood: { kind: 'unsure' } });
});
