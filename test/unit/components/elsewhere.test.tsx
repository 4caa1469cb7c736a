import { beforeEach, expect, test } from 'vitest';
import { createAnswering } from '../../../components/overlay/answering.ts';
import type { Offer } from '../../../lib/view/offer.ts';
import { background } from './background.ts';
import { settle } from './drawing.tsx';
import { holdTime } from './open-overlay.tsx';
import { moods, offer, own, topics } from './samples.ts';

beforeEach(holdTime);

const key = (of: Offer) => `${of.campaign} ${of.target.unit} ${of.target.unitKey} ${of.target.address}`;

/** The answers to one offer, and what the background knows by now. */
function answers(first: Offer) {
  const there = background();
  const known = { now: first };
  const answering = createAnswering([first], {
    call: there.call,
    clock: Date.now,
    activeMs: () => 0,
    onStale: () => answering.receive([known.now]),
  });
  const sheet = () => answering.store.getState().sheets[0];
  return { ...there, known, answering, sheet, id: key(first) };
}

const soon = () => own({ undoUntil: Date.now() + 8000 });
const both = { mood: { kind: 'unsure' }, topics: { kind: 'unsure' } } as const;

test('a label that was taken back elsewhere is not said to be on its way, and can be given anew', async () => {
  const { will, known, answering, sheet, saves, id } = answers(offer({ own: soon() }));
  will.takeBack = false;
  known.now = offer();
  await settle(() => void answering.undo(id, 'pointer'));
  expect(sheet()).toMatchObject({ offer: { own: null }, draft: {}, note: null });
  await settle(() => void answering.answer(id, 'mood', { kind: 'choice', chosen: ['down'] }, 'pointer'));
  expect(saves).toHaveLength(1);
});

test('what was saved in another window is shown, but takes nothing that is begun here and not saved', async () => {
  const first = offer({ questions: [moods, topics] });
  const { answering, sheet, saves, id } = answers(first);
  const elsewhere = { ...first, own: own({ id: 'elsewhere', body: both, undoUntil: Date.now() + 8000 }) };
  answering.receive([elsewhere]);
  expect(sheet()).toMatchObject({ draft: both, offer: { own: { id: 'elsewhere' } } });
  answering.receive([first]);
  expect(sheet()?.draft).toEqual({});
  await settle(() => void answering.answer(id, 'mood', { kind: 'choice', chosen: ['up'] }, 'key'));
  answering.receive([elsewhere]);
  expect(sheet()).toMatchObject({ draft: { mood: { chosen: ['up'] } }, offer: { own: null } });
  await settle(() => void answering.answer(id, 'topics', { kind: 'unsure' }, 'key'));
  await settle(() => void answering.save(id, 'key'));
  // So that the background asks before it is replaced.
  expect(saves[0]?.draft.instead).toBeNull();
});
