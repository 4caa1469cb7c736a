import { act } from 'preact/test-utils';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { CallFailed } from '../../../lib/messages.ts';
import { byName, click, press, release } from './drawing.tsx';
import { holdTime, open } from './open-overlay.tsx';
import { hex32, moods, offer, own, topics } from './samples.ts';
import { english } from './words.ts';

const { t } = english;

beforeEach(holdTime);

const option = (root: ParentNode, name: string) => byName(root, '[role=radio], [role=checkbox]', name);
const soon = () => own({ undoUntil: Date.now() + 8000 });

test('says "saved" only when the commit is done, and "saving" only after a tenth of a second', async () => {
  const { host, saves, wait } = await open([offer()]);
  await click(option(host, 'Bullish'));
  expect(saves[0]?.draft).toMatchObject({ body: own().body, assist: 'human', activeMs: 1234 });
  await wait(99);
  expect(host.textContent).not.toContain(t('saving'));
  await wait(2);
  expect(host.textContent).toContain(t('saving'));
  expect(host.textContent).not.toContain(t('saved'));
  await saves[0]?.answer(soon());
  expect(host.textContent).toContain(t('saved'));
  expect(host.textContent).not.toContain(t('saving'));
});

test('takes back while the time runs, then no more', async () => {
  const { host, saves, undone, wait } = await open([offer()]);
  await click(option(host, 'Bullish'));
  await saves[0]?.answer(soon());
  expect(host.textContent).toContain(t('seconds', 8));
  await wait(3000);
  expect(host.textContent).toContain(t('seconds', 5));
  await click(byName(host, 'button', t('undo')));
  expect(undone).toEqual(['one']);
  expect(host.textContent).toContain(t('undone'));
  expect(host.querySelector('[aria-checked=true]')).toBeNull();

  await click(option(host, 'Neutral'));
  await saves[1]?.answer(soon());
  await wait(8100);
  expect(host.textContent).not.toContain(t('undo'));
  await click(option(host, 'Bearish'));
  expect(saves).toHaveLength(2);
});

test('says so when it is too late to take back', async () => {
  const { host, saves, will } = await open([offer()]);
  will.takeBack = false;
  await click(option(host, 'Bullish'));
  await saves[0]?.answer(soon());
  await click(byName(host, 'button', t('undo')));
  expect(host.textContent).toContain(t('undo_too_late'));
  expect(option(host, 'Bullish').getAttribute('aria-checked')).toBe('true');
});

test('a second answer while the first is being saved is saved after it', async () => {
  const { host, saves } = await open([offer()]);
  await click(option(host, 'Bullish'));
  await click(option(host, 'Bearish'));
  expect(saves).toHaveLength(1);
  await saves[0]?.answer(soon());
  expect(saves[1]?.draft.body).toEqual({ mood: { kind: 'choice', chosen: ['down'] } });
  expect(host.textContent).not.toContain(t('saved'));
  await saves[1]?.answer(soon());
  expect(host.textContent).toContain(t('saved'));
  expect(option(host, 'Bearish').getAttribute('aria-checked')).toBe('true');
});

test('a failure says what to do, keeps the answer and can be tried again', async () => {
  const { host, saves } = await open([offer()]);
  await click(option(host, 'Bullish'));
  await saves[0]?.fail(new CallFailed({ code: 'no-room', detail: null, retry: true }));
  expect(host.textContent).toContain(t('failure_no_room'));
  expect(host.textContent).not.toContain(t('saved'));
  await click(byName(host, 'button', t('try_again')));
  await saves[1]?.answer(soon());
  expect(host.textContent).toContain(t('saved'));
});

test('a broken connection is told as one', async () => {
  const { host, saves } = await open([offer()]);
  await click(option(host, 'Bullish'));
  await saves[0]?.fail(new Error('Extension context invalidated.'));
  expect(host.textContent).toContain(t('failure_no_answer'));
});

test('events that no person made are ignored', async () => {
  const { host, saves } = await open([offer()]);
  await act(() => option(host, 'Bullish').click());
  await act(() => void option(host, 'Bullish').dispatchEvent(new MouseEvent('click', { bubbles: true })));
  await act(() => byName(host, 'button', t('labeling_start')).click());
  expect(host.textContent).not.toContain(t('labeling_on'));
  expect(saves).toHaveLength(0);
});

test.each([
  ['again', 'confirm_again'],
  ['panel', 'confirm_panel'],
] as const)('an act that is not certain (%s) is not saved, and the card says so', async (verdict, says) => {
  const { host, saves } = await open([offer()], () => verdict);
  await click(option(host, 'Bullish'));
  expect(saves).toHaveLength(0);
  expect(host.textContent).toContain(t(says));
  expect(host.querySelector('[aria-checked=true]')).toBeNull();
});

test('keys do nothing before labeling mode and after Esc; in it one key answers', async () => {
  const { host, saves, label } = await open([offer()]);
  await press(document.body, '1');
  expect(saves).toHaveLength(0);
  await label();
  expect(host.textContent).toContain(t('labeling_on'));
  await press(document.body, '2');
  expect(saves[0]?.draft.body).toEqual({ mood: { kind: 'choice', chosen: ['flat'] } });
  await press(document.body, 'Escape');
  expect(host.textContent).not.toContain(t('labeling_on'));
  await press(document.body, '3');
  expect(saves).toHaveLength(1);
});

test('labeling mode is said once: its keys, which are known a moment later, are read alone', async () => {
  const { host, label } = await open([offer()]);
  const before = host.querySelector('[role=status][aria-atomic=false]');
  expect(before?.textContent).toBe('');
  await label();
  const mode = host.querySelector('.mode');
  expect(mode?.parentElement).toBe(before);
  expect([...(mode?.children ?? [])].map(({ textContent }) => textContent?.trim())).toEqual([
    t('labeling_on'),
    t('labeling_keys', 'Enter', 'Backspace'),
  ]);
});

test('the folded card can be found among the landmarks of its page', async () => {
  const { host } = await open([offer()]);
  await click(byName(host, 'button', t('overlay_fold')));
  expect(host.querySelector('section')?.getAttribute('aria-label')).toBe(t('overlay_name'));
  expect(byName(host, 'section button', t('overlay_unfold'))).toBeDefined();
});

test('the requester’s words are marked with their language, and ours are not', async () => {
  const { host } = await open([offer({ language: 'de' })]);
  const languageOf = (name: string) =>
    option(host, name).querySelector('.name')?.closest('[lang]')?.getAttribute('lang') ?? null;
  expect(languageOf('Bullish')).toBe('de');
  expect(languageOf(t('abstain_unsure'))).toBe('en');
  for (const one of ['h2', '.ask']) expect(host.querySelector(one)?.getAttribute('lang')).toBe('de');
});

test('a key that answers goes no further', async () => {
  const { label } = await open([offer()]);
  await label();
  const page = vi.fn();
  document.body.addEventListener('keydown', page);
  onTestFinished(() => document.body.removeEventListener('keydown', page));
  await press(document.body, '1');
  expect(page).not.toHaveBeenCalled();
  await press(document.body, 'q');
  expect(page).toHaveBeenCalledOnce();
});

test('keys with modifiers, held down, composing or made by a script are left alone', async () => {
  const { saves, label } = await open([offer()], () => 'accept');
  await label();
  for (const more of [
    { ctrlKey: true },
    { altKey: true },
    { metaKey: true },
    { repeat: true },
    { isComposing: true },
  ])
    await press(document.body, '1', more);
  await act(
    () => void document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '1', bubbles: true })),
  );
  expect(saves).toHaveLength(0);
});

test.each([
  '<input>',
  '<textarea></textarea>',
  '<select><option>1</option></select>',
  '<div contenteditable="true"></div>',
  '<div contenteditable="plaintext-only"></div>',
  '<div role="textbox" tabindex="0"></div>',
  '<my-editor tabindex="0"></my-editor>',
])('keys are left to the page in %s', async (html) => {
  const { saves, label } = await open([offer()]);
  await label();
  const field = document.createElement('div');
  field.innerHTML = html;
  document.body.append(field);
  onTestFinished(() => field.remove());
  await press(field.firstElementChild ?? field, '1');
  expect(saves).toHaveLength(0);
});

test('an editor inside an open shadow root is seen through', async () => {
  const { saves, label } = await open([offer()]);
  await label();
  const host = document.createElement('div');
  document.body.append(host);
  onTestFinished(() => host.remove());
  const field = document.createElement('input');
  host.attachShadow({ mode: 'open' }).append(field);
  await press(field, '1');
  expect(saves).toHaveLength(0);
});

test('several choices: keys toggle, Enter saves', async () => {
  const { saves, label, host } = await open([offer({ questions: [topics] })]);
  await label();
  for (const key of ['3', '1', '2', '2']) await press(document.body, key);
  expect(saves).toHaveLength(0);
  await press(document.body, 'Enter');
  expect(saves[0]?.draft.body).toEqual({ topics: { kind: 'choice', chosen: ['guidance', 'people'] } });
  expect(byName(host, 'button', t('save'))).toBeDefined();
});

test('who enters labeling mode by its button saves by Enter, and has the button again afterwards', async () => {
  const { host, saves, label } = await open([offer({ questions: [topics] })]);
  const start = byName(host, 'button', t('labeling_start'));
  start.focus();
  await label();
  await press(document.activeElement ?? document.body, '1');
  await press(document.activeElement ?? document.body, 'Enter');
  expect(saves[0]?.draft.body).toEqual({ topics: { kind: 'choice', chosen: ['guidance'] } });
  expect(host.textContent).toContain(t('labeling_on'));
  const onOption = new MouseEvent('mousedown', { bubbles: true, cancelable: true });
  option(host, 'Merger').dispatchEvent(onOption);
  expect(onOption.defaultPrevented).toBe(true);
  await press(document.body, 'Escape');
  expect(document.activeElement).toBe(start);
});

test('a key that acted is nothing to the page until it is up, and held down it acts once', async () => {
  const { saves, label, host } = await open([offer({ questions: [topics] })]);
  await label();
  const heard: string[] = [];
  const hear = (event: Event) => heard.push(`${event.type} ${(event as KeyboardEvent).key}`);
  for (const kind of ['keydown', 'keyup']) document.body.addEventListener(kind, hear);
  onTestFinished(() => {
    for (const kind of ['keydown', 'keyup']) document.body.removeEventListener(kind, hear);
  });
  for (const key of ['1', 'Escape', 'q']) {
    await press(document.body, key);
    await press(document.body, key, { repeat: true });
    await release(document.body, key);
  }
  expect(heard).toEqual(['keydown q', 'keydown q', 'keyup q']);
  expect(option(host, 'Guidance').getAttribute('aria-checked')).toBe('true');
  expect(saves).toHaveLength(0);
});

test('several questions are saved together, once all are answered', async () => {
  const { host, saves } = await open([offer({ questions: [moods, topics] })]);
  await click(option(host, 'Bullish'));
  const save = byName(host, 'button', t('save'));
  expect(save.hasAttribute('disabled')).toBe(true);
  await click(option(host, 'Merger'));
  expect(saves).toHaveLength(0);
  await click(save);
  expect(Object.keys(saves[0]?.draft.body ?? {})).toEqual(['mood', 'topics']);
});

test('several offers: one card, turned with the arrows', async () => {
  const second = offer({ campaign: hex32('5'), title: 'Second' });
  const { host, label } = await open([offer(), second]);
  expect(host.textContent).toContain(t('overlay_place', 1, 2));
  await click(byName(host, 'button', t('next')));
  expect(host.textContent).toContain('Second');
  await label();
  await press(document.body, 'ArrowRight');
  expect(host.textContent).toContain('Market mood');
});

test('a page that is labeled already starts folded and shows what was said, locked', async () => {
  const { host, saves } = await open([offer({ own: own({ state: 'paid' }) })]);
  expect(host.querySelector('[role=radiogroup]')).toBeNull();
  await click(byName(host, 'button', t('overlay_unfold')));
  expect(option(host, 'Bullish').getAttribute('aria-checked')).toBe('true');
  expect(host.textContent).toContain(t('state_paid_says'));
  await click(option(host, 'Neutral'));
  expect(saves).toHaveLength(0);
});

test('what is not paid stays on the device and can be answered anew at any time', async () => {
  const { host, saves } = await open([offer({ price: null, own: own() })]);
  expect(option(host, 'Bullish').getAttribute('aria-checked')).toBe('true');
  await click(option(host, 'Neutral'));
  expect(saves).toHaveLength(1);
});
