import { beforeEach, expect, test } from 'vitest';
import { byName, click, press } from './drawing.tsx';
import { holdTime, open } from './open-overlay.tsx';
import { hex32, moods, offer, own, topics } from './samples.ts';
import { english } from './words.ts';

const { t } = english;

beforeEach(holdTime);

const chosen = (root: ParentNode) =>
  [...root.querySelectorAll('[aria-checked=true]')].map((one) => one.getAttribute('data-entry'));
const keys = async (...pressed: string[]) => {
  for (const key of pressed) {
    const [shift, name = key] = key.split('Shift+');
    await press(document.body, name, { shiftKey: shift === '' && key !== name });
  }
};
const soon = (body = own().body) => own({ body, undoUntil: Date.now() + 8000 });

test('undo takes back what is not saved yet, act by act, and redo does it again', async () => {
  const { host, label, saves } = await open([offer({ questions: [topics] })]);
  await label();
  await keys('1', '3');
  expect(chosen(host)).toEqual(['guidance', 'people']);
  await keys('Backspace');
  expect(chosen(host)).toEqual(['guidance']);
  await keys('Backspace');
  expect(chosen(host)).toEqual([]);
  await keys('Backspace');
  expect(host.textContent).toContain(t('undo_nothing'));
  await keys('Shift+Backspace', 'Shift+Backspace');
  expect(chosen(host)).toEqual(['guidance', 'people']);
  await keys('Shift+Backspace');
  expect(host.textContent).toContain(t('redo_nothing'));
  expect(saves).toHaveLength(0);
});

test('after another answer there is nothing to redo', async () => {
  const { host, label } = await open([offer({ questions: [topics] })]);
  await label();
  await keys('1', 'Backspace', '2', 'Shift+Backspace');
  expect(chosen(host)).toEqual(['merger']);
  expect(host.textContent).toContain(t('redo_nothing'));
});

test('a label that was taken back is saved again by redo', async () => {
  const { host, label, saves, undone } = await open([offer()]);
  await label();
  await keys('1');
  await saves[0]?.answer(soon());
  await keys('Backspace');
  expect(undone).toEqual(['one']);
  expect(chosen(host)).toEqual([]);
  await keys('Shift+Backspace');
  expect(saves[1]?.draft.body).toEqual(own().body);
  await saves[1]?.answer(soon());
  expect(host.textContent).toContain(t('saved'));
  expect(chosen(host)).toEqual(['up']);
  await keys('Shift+Backspace');
  expect(saves).toHaveLength(2);
});

test('a label of several answers: its saving is undone first, then its answers', async () => {
  const { host, label, saves, undone } = await open([offer({ questions: [topics] })]);
  await label();
  await keys('1', '2', 'Enter');
  const body = { topics: { kind: 'choice', chosen: ['guidance', 'merger'] } } as const;
  await saves[0]?.answer(soon({ topics: { kind: 'choice', chosen: ['guidance', 'merger'] } }));
  await keys('Backspace');
  expect(undone).toEqual(['one']);
  expect(chosen(host)).toEqual(['guidance', 'merger']);
  await keys('Backspace');
  expect(chosen(host)).toEqual(['guidance']);
  await keys('Shift+Backspace', 'Shift+Backspace');
  expect(saves[1]?.draft.body).toEqual(body);
});

test('what was changed after saving is taken back before the label is', async () => {
  const { host, label, saves, undone } = await open([offer({ questions: [topics] })]);
  await label();
  await keys('1', 'Enter');
  await saves[0]?.answer(soon({ topics: { kind: 'choice', chosen: ['guidance'] } }));
  await keys('2', 'Backspace');
  expect(undone).toEqual([]);
  expect(chosen(host)).toEqual(['guidance']);
  await keys('Backspace');
  expect(undone).toEqual(['one']);
});

test('nothing of a label that stands is changed', async () => {
  const { label, host, saves } = await open([offer({ own: own({ state: 'paid' }) })]);
  await click(byName(host, 'button', t('overlay_unfold')));
  await label();
  await keys('Shift+Backspace', 'Shift+R', '2');
  expect(saves).toHaveLength(0);
  expect(chosen(host)).toEqual(['up']);
});

test('repeat says the campaign’s last answer again, and saves it', async () => {
  const { label, saves, asked, will } = await open([offer({ questions: [moods, topics] })]);
  await label();
  will.last = {
    mood: { kind: 'choice', chosen: ['down'] },
    topics: { kind: 'choice', chosen: ['people'] },
  };
  await keys('Shift+R');
  expect(asked).toEqual([{ campaign: hex32('1'), address: 'https://news.example/a' }]);
  expect(saves[0]?.draft.body).toEqual(will.last);
});

test('what was not said, or does not answer all that is asked, is not repeated', async () => {
  const { host, label, saves, will } = await open([offer({ questions: [moods, topics] })]);
  await label();
  await keys('Shift+R');
  expect(host.textContent).toContain(t('repeat_nothing'));
  will.last = { mood: { kind: 'unsure' } };
  await keys('Shift+R');
  expect(host.textContent).toContain(t('repeat_nothing'));
  expect(saves).toHaveLength(0);
});

test('an act that is not certain repeats nothing', async () => {
  const { label, asked } = await open([offer()], () => 'again');
  await label();
  await keys('Shift+R', 'Shift+Backspace', 'Backspace');
  expect(asked).toEqual([]);
});
