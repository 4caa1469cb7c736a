import { act } from 'preact/test-utils';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { paletteEntries } from '../../../components/overlay/palette/entries.ts';
import { findEntries } from '../../../components/overlay/palette/find-entries.ts';
import { selectionTargetOf } from '../../../lib/protocol/target/places.ts';
import { actions, firstKeyMap } from '../../../lib/view/key-map.ts';
import { byName, click, press, settle } from './drawing.tsx';
import { holdTime, open } from './open-overlay.tsx';
import { hex32, offer, own } from './samples.ts';
import { english, spanish } from './words.ts';

const { t } = english;

beforeEach(holdTime);

const elements = { chips: true, touring: false, keyMap: firstKeyMap };

const field = (root: ParentNode) => root.querySelector<HTMLInputElement>('[role=combobox]');
const shown = (root: ParentNode) =>
  [...root.querySelectorAll('[role=option]')].map(({ textContent }) => textContent);
const active = (root: ParentNode) => {
  const id = field(root)?.getAttribute('aria-activedescendant') ?? '';
  const [selected, ...more] = root.querySelectorAll('[role=option][aria-selected=true]');
  expect(more).toEqual([]);
  expect(selected?.id ?? '').toBe(id);
  return selected?.textContent;
};
const write = (input: HTMLInputElement, text: string) =>
  act(() => {
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
async function opened(...given: Parameters<typeof open>) {
  const card = await open(...given);
  await card.label();
  await press(document.body, '?');
  await settle();
  const input = field(card.host);
  if (input === null) throw new Error('the palette did not open');
  const keys = async (...pressed: string[]) => {
    for (const key of pressed) await press(input, key);
  };
  return { ...card, input, keys };
}

test('opens in labeling mode alone, and its script comes only then', async () => {
  const { host, label, loadPalette } = await open([offer()]);
  await press(document.body, '?');
  await settle();
  expect(field(host)).toBeNull();
  await label();
  expect(loadPalette).not.toHaveBeenCalled();
  await press(document.body, '?');
  await settle();
  expect(loadPalette).toHaveBeenCalledOnce();
  expect(document.activeElement).toBe(field(host));
});

test('opens by the button that names its key', async () => {
  const { host, label } = await open([offer()]);
  await label();
  await click(byName(host, 'button', t('palette_open')));
  await settle();
  expect(field(host)).not.toBeNull();
});

test('lists answers and actions with their keys; typing narrows them, arrows and Enter choose', async () => {
  const { host, input, keys, saves } = await opened([offer()]);
  expect(shown(host)[0]).toBe(`${t('palette_answer', 'Bullish')} 1`);
  expect(shown(host)).toContain(`${t('action_redo')} Shift + Backspace`);
  expect(active(host)).toContain('Bullish');
  await keys('ArrowUp');
  expect(active(host)).toContain(t('fixed_leave'));
  await keys('ArrowDown', 'ArrowDown');
  expect(active(host)).toContain('Neutral');
  await write(input, 'bear');
  expect(shown(host)).toEqual([`${t('palette_answer', 'Bearish')} 3`]);
  expect(byName(host, '.palette-count', '1')).toBeDefined();
  await keys('Enter');
  expect(saves[0]?.draft.body).toEqual({ mood: { kind: 'choice', chosen: ['down'] } });
  expect(field(host)).toBeNull();
  expect(host.textContent).toContain(t('labeling_on'));
});

test('nothing by that name is said, and Enter does nothing', async () => {
  const { host, input, keys, saves } = await opened([offer()]);
  await write(input, 'zebra');
  expect(host.textContent).toContain(t('palette_none'));
  expect(input.getAttribute('aria-activedescendant')).toBeNull();
  await keys('Enter', 'ArrowDown');
  expect(saves).toHaveLength(0);
  expect(field(host)).not.toBeNull();
});

test('Escape closes it and gives the focus back; labeling mode goes on', async () => {
  const button = document.createElement('button');
  document.body.append(button);
  onTestFinished(() => button.remove());
  const { host, label } = await open([offer()]);
  await label();
  button.focus();
  await press(button, '?');
  await settle();
  const input = field(host);
  expect(document.activeElement).toBe(input);
  await press(input ?? button, 'Escape');
  expect(field(host)).toBeNull();
  expect(document.activeElement).toBe(button);
  expect(host.textContent).toContain(t('labeling_on'));
});

test('what is typed in it answers nothing, and the page does not hear it', async () => {
  const page = vi.fn();
  document.addEventListener('keydown', page);
  onTestFinished(() => document.removeEventListener('keydown', page));
  const { keys, saves } = await opened([offer()]);
  await keys('1', 'u', 'Backspace', 'r');
  expect(saves).toHaveLength(0);
  expect(page).not.toHaveBeenCalled();
});

test('an entry that is clicked is chosen, by a person only', async () => {
  const { host, saves } = await opened([offer()]);
  const entry = byName(host, '[role=option]', 'Neutral');
  await act(() => entry.click());
  expect(saves).toHaveLength(0);
  await click(entry);
  expect(saves[0]?.draft.body).toEqual({ mood: { kind: 'choice', chosen: ['flat'] } });
});

test('a card that can not be seen takes nothing from the palette either', async () => {
  const { host, keys, saves } = await opened([offer()], () => 'again');
  await keys('Enter');
  expect(saves).toHaveLength(0);
  expect(host.textContent).toContain(t('confirm_again'));
});

test('leaving labeling mode closes it', async () => {
  const { host, input, keys } = await opened([offer(), offer({ campaign: hex32('5') })]);
  await write(input, t('fixed_leave'));
  await keys('Enter');
  expect(field(host)).toBeNull();
  expect(host.textContent).not.toContain(t('labeling_on'));
});

test('names the keys that the labeler has chosen', async () => {
  const card = await open([offer({ own: own({ undoUntil: Date.now() + 8000 }), price: null })]);
  card.will.keyMap = { ...firstKeyMap, undo: 'Shift+Z', palette: 'F2' };
  await card.label();
  expect(card.host.textContent).toContain(t('labeling_keys', 'Enter', 'Shift + Z'));
  await press(document.body, '?');
  await settle();
  expect(field(card.host)).toBeNull();
  await press(document.body, 'Backspace');
  expect(card.undone).toEqual([]);
  await press(document.body, 'Z', { shiftKey: true });
  expect(card.undone).toEqual(['one']);
  await press(document.body, 'F2');
  await settle();
  expect(shown(card.host)).toContain(`${t('action_undo')} Shift + Z`);
});

test('on a page that has use for all of them every action is listed, each once', () => {
  const text = offer({ target: selectionTargetOf('https://news.example/a') });
  const sheet = { offer: text, draft: {}, saved: null, busy: false, note: null } as const;
  const entries = paletteEntries({ sheet, sheets: 2, ...elements }, t);
  const listed = entries.flatMap(({ press: { action } }) => action ?? []);
  expect(listed).toEqual(actions.filter((action) => action !== 'palette'));
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
});

test('is searched by the beginnings of words, whatever case and accents, and by keys', () => {
  const what = { sheet: undefined, sheets: 2, ...elements };
  const all = paletteEntries(what, spanish.t);
  const found = (typed: string) => findEntries(all, typed).map(({ id }) => id);
  expect(found('')).toHaveLength(all.length);
  expect(found('SIGUIENTE tar')).toEqual(['next']);
  expect(found('re pag')).toEqual(['previous']);
  expect(found('área')).toEqual([]);
});
