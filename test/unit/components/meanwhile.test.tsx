import { beforeEach, expect, test } from 'vitest';
import { CallFailed } from '../../../lib/messages.ts';
import { byName, click, press } from './drawing.tsx';
import { holdTime, open } from './open-overlay.tsx';
import { moods, offer, own, topics } from './samples.ts';
import { english } from './words.ts';

const { t } = english;

beforeEach(holdTime);

const option = (root: ParentNode, name: string) => byName(root, '[role=radio], [role=checkbox]', name);
const chosen = (root: ParentNode) =>
  [...root.querySelectorAll('[aria-checked=true]')].map((one) => one.getAttribute('data-entry'));
const soon = (body = own().body) => own({ body, undoUntil: Date.now() + 8000 });
const save = (root: ParentNode) => click(byName(root, 'button', t('save')));

test('an answer that is given while a label is being taken back is saved, and saved once', async () => {
  const { host, saves, will } = await open([offer()]);
  await click(option(host, 'Bullish'));
  await saves[0]?.answer(soon());
  const { promise, resolve } = Promise.withResolvers<boolean>();
  will.takeBack = promise as never;
  await click(byName(host, 'button', t('undo')));
  await click(option(host, 'Bearish'));
  expect(saves).toHaveLength(1);
  await press(document.body, 'x');
  resolve(true);
  await press(document.body, 'x');
  expect(saves[1]?.draft.body).toEqual({ mood: { kind: 'choice', chosen: ['down'] } });
  await saves[1]?.answer(soon(saves[1].draft.body));
  expect(chosen(host)).toEqual(['down']);
  expect(host.textContent).toContain(t('saved'));
  expect(saves).toHaveLength(2);
});

test('a change that was not saved in time is not shown as what was sent', async () => {
  const { host, saves, wait } = await open([offer({ questions: [moods, topics] })]);
  await click(option(host, 'Bullish'));
  await click(option(host, 'Merger'));
  await save(host);
  await saves[0]?.answer(soon(saves[0].draft.body));
  await click(option(host, 'Bearish'));
  expect(host.textContent).toContain(t('change_unsaved'));
  expect(chosen(host)).toEqual(['down', 'merger']);
  await wait(9000);
  expect(chosen(host)).toEqual(['up', 'merger']);
  expect(host.textContent).toContain(t('change_too_late'));
  expect(saves).toHaveLength(1);
});

test('a change that comes too late for its label is taken back too', async () => {
  const { host, saves, wait } = await open([offer()]);
  await click(option(host, 'Bullish'));
  await saves[0]?.answer(soon());
  await wait(7900);
  await click(option(host, 'Bearish'));
  await wait(500);
  await saves[1]?.fail(new CallFailed({ code: 'labeled-already', detail: null, retry: false }));
  expect(chosen(host)).toEqual(['up']);
  expect(host.textContent).toContain(t('change_too_late'));
});

test('what is changed and changed back is as it was saved, whatever was answered first', async () => {
  const { host, saves } = await open([offer({ questions: [moods, topics] })]);
  await click(option(host, 'Bullish'));
  await click(option(host, 'Merger'));
  await save(host);
  await saves[0]?.answer(soon(saves[0].draft.body));
  await click(option(host, 'Bearish'));
  await click(option(host, 'Bullish'));
  expect(host.textContent).not.toContain(t('change_unsaved'));
});

test('what is said of an act is said again of the next one, in another node', async () => {
  const { host, label } = await open([offer()], () => 'again');
  await label();
  await press(document.body, '1');
  const said = () => host.querySelector('.status-row [role=status] span');
  const first = said();
  expect(first?.textContent).toBe(t('confirm_again'));
  await press(document.body, '1');
  expect(said()?.textContent).toBe(t('confirm_again'));
  expect(said()).not.toBe(first);
});

test('labeling mode unfolds the card and leaves the focus where it is, also when the card was folded before', async () => {
  const { host, wait, toggle } = await open([offer()]);
  await click(byName(host, 'button', t('overlay_fold')));
  await click(byName(host, 'button', t('overlay_unfold')));
  await wait(50);
  expect(document.activeElement).toBe(byName(host, 'button', t('overlay_fold')));
  await click(byName(host, 'button', t('overlay_fold')));
  await wait(50);
  (document.activeElement as HTMLElement).blur();
  await toggle();
  await wait(50);
  expect(host.textContent).toContain(t('labeling_on'));
  expect(document.activeElement).toBe(document.body);
});

test('what another tab saved meanwhile is replaced only by who was told of it; an answer of one act counts at once', async () => {
  const { host, saves } = await open([offer({ questions: [moods, topics] })]);
  await click(option(host, 'Bullish'));
  await click(option(host, 'Merger'));
  await save(host);
  await save(host);
  expect(saves[0]?.draft.instead).toBeNull();
  await saves[0]?.fail(new CallFailed({ code: 'labeled-elsewhere', detail: 'other', retry: true }));
  expect(saves).toHaveLength(1);
  expect(host.textContent).toContain(t('failure_labeled_elsewhere'));
  expect(chosen(host)).toEqual(['up', 'merger']);
  await save(host);
  expect(saves[1]?.draft.instead).toBe('other');
  await saves[1]?.answer({ ...soon(saves[1].draft.body), id: 'mine' });
  await click(option(host, 'Bearish'));
  await save(host);
  expect(saves[2]?.draft.instead).toBe('mine');
  const single = await open([offer()]);
  await click(option(single.host, 'Bullish'));
  expect(single.saves[0]?.draft).not.toHaveProperty('instead');
});
