import { act } from 'preact/test-utils';
import { expect, onTestFinished, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createAnswering } from '../../../../components/overlay/answering.ts';
import type { Chips } from '../../../../components/overlay/chips/chips.tsx';
import type { Counts } from '../../../../components/overlay/chips/counts.ts';
import type { Chip } from '../../../../components/overlay/chips/follow-elements.ts';
import { drawOverlay } from '../../../../components/overlay/draw-overlay.tsx';
import { openPalette } from '../../../../components/overlay/palette/open-palette.tsx';
import { ownPageGuard } from '../../../../components/overlay/verdict.ts';
import type { Offer } from '../../../../lib/view/offer.ts';
import { background } from '../background.ts';
import { byName, click, press } from '../drawing.tsx';
import { offer, own, topics } from '../samples.ts';
import { english } from '../words.ts';

const { t } = english;
const { target: _, own: __, ...asked } = offer({ title: 'Tone of posts' });
const elements = { ...asked, address: 'https://news.example/a', selector: 'article' };

/** The card with chips of which one is open; what the tour does is written down. */
async function open(chipOffer: Offer | undefined, cards: readonly Offer[] = [], before?: Offer) {
  const there = background();
  const needs = { call: there.call, clock: Date.now, activeMs: () => 0 };
  const host = document.createElement('div');
  document.body.append(host);
  const end = new AbortController();
  onTestFinished(() => {
    end.abort();
    host.remove();
  });
  const done: string[] = [];
  let touring = false;
  const chipAnswering = chipOffer && createAnswering([chipOffer], needs);
  const chip = chipAnswering && ({ answering: chipAnswering } as Chip);
  const beforeAnswering = before && createAnswering([before], needs);
  const chips: Chips = {
    last: () => beforeAnswering && ({ answering: beforeAnswering } as Chip),
    counts: createStore<Counts>()(() => [{ offer: elements, found: 12 }]),
    found: () => ({ [elements.campaign]: 12 }),
    open: {
      current: () => chip,
      unit: () => 'x',
      show: () => {},
      adopt: () => {},
      close: () => {},
      draw: () => {},
      place: () => {},
      guard: ownPageGuard,
    },
    tour: {
      begin: () => {},
      move: async (step) => {
        touring = true;
        done.push(`move ${step}`);
      },
      end: () => {},
      isOn: () => touring,
      show: (one) => void done.push(one === chip ? 'show' : 'show before'),
      close: () => {},
      isReachable: () => true,
      drawn: () => {},
      gone: () => {},
    },
    haveFocus: () => false,
    setLabeling: (on, alone) => {
      touring = on && alone;
      done.push(`labeling ${on}`);
    },
  };
  const answering = createAnswering(cards, needs);
  const card = {
    answering,
    guard: ownPageGuard,
    language: english,
    clock: Date.now,
    call: there.call,
    loadPalette: async () => openPalette,
    styleOf: () => new CSSStyleSheet(),
    chips,
  };
  await act(() => void drawOverlay({ host, root: host }, card, end.signal));
  const label = async () => {
    await click(byName(host, 'button', cards.length === 0 ? t('overlay_unfold') : t('labeling_start')));
    if (cards.length === 0) await click(byName(host, 'button', t('labeling_start')));
  };
  return { ...there, host, done, label };
}

test('a page of elements alone starts folded with their number, and says what is asked', async () => {
  const { host } = await open(undefined);
  expect(host.textContent).toContain('12');
  expect(host.textContent).not.toContain('Tone of posts');
  await click(byName(host, 'button', t('overlay_unfold')));
  expect(host.textContent).toContain('Tone of posts');
  expect(host.textContent).toContain(t('chips_here_many', 12));
});

test('keys answer the open chip, go up and down, and leave', async () => {
  const { saves, done, label, host } = await open(offer());
  await press(document.body, '1');
  await press(document.body, 'ArrowDown');
  expect(saves).toHaveLength(0);
  expect(done).toEqual([]);
  await label();
  expect(host.textContent).toContain(t('labeling_on_chips'));
  await press(document.body, '2');
  expect(saves[0]?.draft.body).toEqual({ mood: { kind: 'choice', chosen: ['flat'] } });
  for (const key of ['ArrowDown', 'j', 'ArrowUp', 'k']) await press(document.body, key);
  await press(document.body, 'Escape');
  expect(done).toEqual(['labeling true', 'move 1', 'move 1', 'move -1', 'move -1', 'labeling false']);
  await press(document.body, '1');
  expect(saves).toHaveLength(1);
});

test('Backspace takes back what was said of the open chip', async () => {
  const { undone, label } = await open(offer({ own: own({ undoUntil: Date.now() + 8_000 }) }));
  await label();
  await press(document.body, 'Backspace');
  expect(undone).toEqual(['one']);
});

test('Enter saves what has to be saved', async () => {
  const { saves, label } = await open(offer({ questions: [topics] }));
  await label();
  await press(document.body, '1');
  expect(saves).toHaveLength(0);
  await press(document.body, 'Enter');
  expect(saves).toHaveLength(1);
});

test('Enter goes on from what is saved', async () => {
  const { done, label } = await open(offer({ own: own() }));
  await label();
  await press(document.body, 'Enter');
  expect(done).toContain('move 1');
});

test('beside a card, keys mean the card until they are among the chips', async () => {
  const { saves, label } = await open(offer({ title: 'Of a chip' }), [offer({ price: null })]);
  await label();
  await press(document.body, '1');
  expect(saves[0]?.draft.body).toMatchObject({ mood: { chosen: ['up'] } });
  await press(document.body, 'ArrowDown');
  await press(document.body, '3');
  expect(saves).toHaveLength(2);
});

test('among the chips no key falls back to the card, whatever the page did to the open one', async () => {
  const { saves, label } = await open(undefined, [offer()]);
  await label();
  await press(document.body, 'ArrowDown');
  await press(document.body, '1');
  expect(saves).toHaveLength(0);
});

test('undo takes back what a key has just answered, though the keys have gone on to the next chip', async () => {
  const labeled = offer({ own: own({ id: 'before', undoUntil: Date.now() + 8000 }) });
  const { done, label, undone } = await open(offer(), [], labeled);
  await label();
  await press(document.body, 'Backspace');
  expect(undone).toEqual(['before']);
  expect(done).toContain('show before');
  await press(document.body, 'Backspace');
  expect(undone).toEqual(['before']);
});

test('undo on a chip that has an answer is of that answer', async () => {
  const labeled = offer({ own: own({ id: 'before', undoUntil: Date.now() + 8000 }) });
  const here = offer({ own: own({ id: 'here', undoUntil: Date.now() + 8000 }) });
  const { label, undone } = await open(here, [], labeled);
  await label();
  await press(document.body, 'Backspace');
  expect(undone).toEqual(['here']);
});
