import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createAnswering } from '../../../components/overlay/answering.ts';
import { tellDrafts } from '../../../components/overlay/tell-drafts.ts';
import type { Offer } from '../../../lib/view/offer.ts';
import { background } from './background.ts';
import { settle } from './drawing.tsx';
import { holdTime } from './open-overlay.tsx';
import { moods, offer, own, topics } from './samples.ts';

beforeEach(holdTime);

function open(first: Offer) {
  const there = background();
  const answering = createAnswering([first], { call: there.call, clock: Date.now, activeMs: () => 0 });
  const end = new AbortController();
  onTestFinished(() => end.abort());
  tellDrafts(answering, there.call, end.signal);
  const id = `${first.campaign} ${first.target.unit} ${first.target.unitKey} ${first.target.address}`;
  const answer = (question: string, given: Parameters<typeof answering.answer>[2]) =>
    settle(() => void answering.answer(id, question, given, 'key'));
  const bodies = () => there.asked.map((one) => (one as { body: unknown }).body);
  return { ...there, answering, answer, id, end, bodies };
}

const two = offer({ questions: [moods, topics] });
const unsure = { kind: 'unsure' } as const;

test('what is answered is told once it rests, and what is taken away', async () => {
  const { answer, bodies } = open(two);
  await answer('mood', unsure);
  await answer('topics', unsure);
  expect(bodies()).toEqual([]);
  await vi.advanceTimersByTimeAsync(500);
  expect(bodies()).toEqual([{ mood: unsure, topics: unsure }]);
  await answer('mood', null);
  await answer('topics', null);
  await vi.advanceTimersByTimeAsync(500);
  expect(bodies()[1]).toEqual({});
});

test('a page that goes tells at once; what is saved is not told, and is again when it was taken back', async () => {
  const { answer, bodies, answering, saves, id } = open(two);
  await answer('mood', unsure);
  await answer('topics', unsure);
  dispatchEvent(new Event('pagehide'));
  expect(bodies()).toHaveLength(1);
  await settle(() => void answering.save(id, 'key'));
  await saves[0]?.answer(own({ body: saves[0].draft.body, undoUntil: Date.now() + 8000 }));
  await vi.advanceTimersByTimeAsync(500);
  expect(bodies()).toHaveLength(1);
  await settle(() => void answering.undo(id, 'key'));
  await vi.advanceTimersByTimeAsync(500);
  expect(bodies()).toHaveLength(2);
});

test('what was answered before the page was loaded again stands there, not saved, and is not told again', async () => {
  const body = { mood: unsure };
  const { answering, bodies } = open({ ...two, unsaved: { target: two.target, body } });
  expect(answering.store.getState().sheets[0]).toMatchObject({ draft: body, saved: null });
  dispatchEvent(new Event('pagehide'));
  expect(bodies()).toEqual([]);
});

test('an answer that saves at once is none of it', async () => {
  const { answer, bodies, saves } = open(offer());
  await answer('mood', unsure);
  await saves[0]?.fail(new Error('gone'));
  await vi.advanceTimersByTimeAsync(500);
  expect(bodies()).toEqual([]);
});
