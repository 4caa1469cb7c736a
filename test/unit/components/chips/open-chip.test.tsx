import { act } from 'preact/test-utils';
import { expect, onTestFinished, test } from 'vitest';
import { createAnswering } from '../../../../components/overlay/answering.ts';
import { elementOffer } from '../../../../components/overlay/chips/element-offer.ts';
import type { Chip, Followed } from '../../../../components/overlay/chips/follow-elements.ts';
import { createOpenChip } from '../../../../components/overlay/chips/open-chip.tsx';
import { inLanguage } from '../../../../components/overlay/in-language.tsx';
import { ownPageGuard } from '../../../../components/overlay/verdict.ts';
import { background } from '../background.ts';
import { byName, click } from '../drawing.tsx';
import { offer } from '../samples.ts';
import { english } from '../words.ts';

const { t } = english;
const { target: _, own: __, ...asked } = offer();
const elements = { ...asked, address: 'https://news.example/a', selector: 'article', key: 'data-id' };

function post(id: string, text: string): HTMLElement {
  const element = document.createElement('article');
  element.dataset.id = id;
  element.textContent = text;
  element.getBoundingClientRect = () => new DOMRect(100, 100, 400, 90);
  document.body.append(element);
  onTestFinished(() => element.remove());
  return element;
}

/** The open chip over a real answering; what the list finds and reads is the test's. */
async function open(element: HTMLElement) {
  const there = background();
  const host = document.createElement('div');
  const root = document.createElement('div');
  host.append(root);
  document.body.append(host);
  onTestFinished(() => host.remove());
  const place = { left: 0, top: 0 };
  root.getBoundingClientRect = () => new DOMRect(place.left, place.top, 300, 200);
  const read: Chip[] = [];
  const found: { chip?: Chip } = {};
  const followed: Followed = {
    offer: elements,
    order: 0,
    matches: new Set(),
    chips: new Map(),
    ensure: () => chip,
    find: () => found.chip,
    read: (one) => void read.push(one),
    readUnknown: () => {},
  };
  const view = { unitKey: element.dataset.id ?? '', own: null };
  const answering = createAnswering([elementOffer(elements, view, '')], {
    call: there.call,
    clock: Date.now,
    activeMs: () => 0,
  });
  const chipAt = (at: Element): Chip => ({
    followed,
    element: at,
    box: document.createElement('div'),
    side: 'right',
    unit: view.unitKey,
    answering,
  });
  const chip = chipAt(element);
  const inWords = inLanguage(english, Date.now);
  const needs = { root, host, guard: ownPageGuard, inLanguage: inWords, isLabeling: () => false };
  const shown = createOpenChip({ ...needs, card: () => undefined });
  await act(() => shown.show(chip));
  const choose = (name: string) => click(byName(root, '[role=radio]', name));
  return { ...there, root, shown, chip, chipAt, found, read, place, choose };
}

test('an answer is of the element’s name, and quotes the text as it is in that moment', async () => {
  const element = post('7', 'Before');
  const { saves, choose } = await open(element);
  element.textContent = '  After   the edit ';
  await choose('Bullish');
  expect(saves[0]?.draft.target).toEqual({
    unit: 'element',
    unitKey: '7',
    address: 'https://news.example/a',
    quote: 'After the edit',
  });
});

test('a node that is another post’s now takes no answer, even before anybody has noticed', async () => {
  const element = post('7', 'Mine');
  const { saves, choose, root, read, chip } = await open(element);
  element.dataset.id = '8';
  await choose('Bullish');
  expect(saves).toHaveLength(0);
  expect(root.textContent).toContain(t('confirm_again'));
  expect(read).toEqual([chip]);
});

test('a node that has gone takes no answer; another in its place, of the same name, does', async () => {
  const element = post('7', 'Mine');
  const { saves, choose, found, chipAt, shown } = await open(element);
  element.remove();
  await choose('Bullish');
  expect(saves).toHaveLength(0);
  const other = chipAt(post('7', 'Mine, drawn anew'));
  found.chip = other;
  await choose('Bullish');
  expect(saves[0]?.draft.target).toMatchObject({ unitKey: '7', quote: 'Mine, drawn anew' });
  expect(shown.current()).toBe(other);
});

test('what moved since it was placed is not answered, and the move is one that the guard sees', async () => {
  const { saves, choose, place, root } = await open(post('7', 'Mine'));
  const before = root.dataset.at;
  place.top = 40;
  await choose('Bullish');
  expect(saves).toHaveLength(0);
  expect(root.dataset.at).not.toBe(before);
  await choose('Bullish');
  expect(saves).toHaveLength(1);
});

test('opening another chip is a touch, drawing the same one again is none', async () => {
  const { root, shown, chip, chipAt } = await open(post('7', 'Mine'));
  const turn = root.dataset.turn;
  const attributes = root.outerHTML.slice(0, root.outerHTML.indexOf('>'));
  await act(() => shown.adopt(chipAt(post('7', 'Mine, drawn anew'))));
  await act(() => shown.place());
  expect(root.outerHTML.slice(0, root.outerHTML.indexOf('>'))).toBe(attributes);
  await act(() => shown.show({ ...chip, unit: '8' }));
  expect(root.dataset.turn).not.toBe(turn);
});
