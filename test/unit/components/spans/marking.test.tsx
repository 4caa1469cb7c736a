import { act } from 'preact/test-utils';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createAnswering } from '../../../../components/overlay/answering.ts';
import { drawOverlay } from '../../../../components/overlay/draw-overlay.tsx';
import { openPalette } from '../../../../components/overlay/palette/open-palette.tsx';
import { lazySpans } from '../../../../components/overlay/spans/lazy-spans.ts';
import { openSpans } from '../../../../components/overlay/spans/open-spans.tsx';
import { type Guard, ownPageGuard } from '../../../../components/overlay/verdict.ts';
import { placesFit } from '../../../../lib/protocol/label/places-fit.ts';
import { answersAll } from '../../../../lib/protocol/question/body.ts';
import type { SpanQuestion } from '../../../../lib/protocol/question/span.ts';
import { lettersOf, quoteAt, selectionTargetOf } from '../../../../lib/protocol/target/places.ts';
import { background } from '../background.ts';
import { byName, click, press } from '../drawing.tsx';
import { hex32, offer, own } from '../samples.ts';
import { english } from '../words.ts';

const { t } = english;

const clauses: SpanQuestion = {
  kind: 'span',
  id: 'clauses',
  ask: 'Which passages oblige or entitle?',
  classes: [
    { id: 'duty', label: 'Duty' },
    { id: 'right', label: 'Right' },
    { id: 'term', label: 'Term', key: 't' },
  ],
  spans: { min: 0, max: 3 },
  overlap: false,
};
const contract = offer({
  title: 'Clauses',
  questions: [clauses],
  target: selectionTargetOf('https://court.example/contract'),
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  onTestFinished(() => void vi.useRealTimers());
  // happy-dom lays nothing out.
  vi.spyOn(Range.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(10, 10, 100, 20));
  onTestFinished(() => void vi.restoreAllMocks());
  document.body.innerHTML =
    '<main><p>The tenant pays rent. He may <b>with</b>hold it, too.</p><p>Until May, that is.</p></main>';
});

async function open(given = contract, guard: Guard = ownPageGuard, ...others: (typeof contract)[]) {
  const there = background();
  const end = new AbortController();
  const answering = createAnswering([given, ...others], {
    call: there.call,
    clock: Date.now,
    activeMs: () => 1234,
    beforeSave: () => spans.renew(),
  });
  const host = document.createElement('div');
  const shadow = host.attachShadow({ mode: 'closed' });
  const [root, layer] = [document.createElement('div'), document.createElement('div')];
  shadow.append(layer, root);
  document.documentElement.append(host);
  onTestFinished(() => {
    end.abort();
    host.remove();
  });
  const needs = {
    host,
    layer,
    answering,
    guard,
    guardFor: () => guard,
    language: english,
    clock: Date.now,
    now: () => Date.now(),
    card: () => undefined,
    call: there.call,
    loadPalette: async () => openPalette,
    styleOf: () => new CSSStyleSheet(),
  };
  const spans = lazySpans(async () => openSpans, needs, end.signal);
  await act(() => void drawOverlay({ host, root }, { ...needs, spans }, end.signal));
  await act(async () => void (await vi.advanceTimersByTimeAsync(500)));
  if (given.own !== null) await click(byName(root, 'button', t('overlay_unfold')));
  await click(byName(root, 'button', t('labeling_start')));
  const [sheetNow, target] = [
    () => answering.store.getState().sheets[0]!,
    () => answering.store.getState().sheets[0]!.offer.target,
  ];
  /** Class and words of what is marked. */
  const marked = (sheet = sheetNow(), at = target()) => {
    const answer = sheet.draft.clauses;
    if (answer?.kind !== 'span' || at.unit !== 'selection') return answer?.kind;
    return answer.spans.map((span) => {
      const place = at.places.find(
        (one) => JSON.stringify(lettersOf(one)) === JSON.stringify({ start: span.start, end: span.end }),
      );
      return `${span.class}: ${place && quoteAt(place)}`;
    });
  };
  const keys = async (...names: string[]) => {
    for (const name of names) {
      const [key = '', shift] = name.split('+').reverse();
      await press(document.body, key, { shiftKey: shift === 'Shift' });
    }
  };
  return { ...there, root, layer, answering, sheetNow, marked, keys };
}

const inHand = (layer: HTMLElement) => layer.querySelector('[role=toolbar]')?.getAttribute('aria-label');

test('keys mark by words and sentences, across elements, and a class’s key makes it a passage', async () => {
  const { layer, marked, keys } = await open();
  await keys('ArrowDown');
  expect(inHand(layer)).toBe(t('span_mark', 'The tenant pays rent.'));
  await keys(',', '1', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Home', 'Shift+ArrowRight');
  expect(inHand(layer)).toBe(t('span_mark', 'may withhold'));
  await keys('2');
  expect(marked()).toEqual(['duty: The tenant pays rent', 'right: may withhold']);
  await keys('ArrowDown', 'ArrowDown', 't');
  expect(marked()).toEqual([
    'duty: The tenant pays rent',
    'right: may withhold',
    'term: Until May, that is.',
  ]);
});

test('what is in hand is said, and so is the class that a key gives it, and that it is gone', async () => {
  const { root, layer, keys } = await open();
  const said = () => layer.querySelector('[role=toolbar] [role=status]')?.textContent;
  await keys('ArrowRight');
  expect(said()).toBe('The');
  await keys('1');
  expect(said()).toBe('Duty: The');
  const status = () => root.querySelector('article [role=status]')?.textContent;
  expect(status()).toBe('');
  await keys('Delete');
  expect(status()).toBe(t('span_unmarked'));
});

test('an arrow that is held down goes on word by word; a class’s key that is held down gives one', async () => {
  const { layer, marked, keys } = await open();
  await keys('ArrowRight');
  for (let times = 0; times < 2; times += 1) await press(document.body, 'ArrowRight', { repeat: true });
  expect(inHand(layer)).toBe(t('span_mark', 'pays'));
  await keys('1');
  for (let times = 0; times < 2; times += 1) await press(document.body, '1', { repeat: true });
  expect(marked()).toEqual(['duty: pays']);
});

test('what is marked can have another class and other ends, and can be taken away; never is more than the question wants', async () => {
  const { layer, marked, keys } = await open();
  await keys('ArrowRight', '1', 'ArrowRight', '1', 'ArrowRight', '1', 'ArrowRight', '1');
  expect(marked()).toEqual(['duty: The', 'duty: tenant', 'duty: pays']);
  expect(layer.textContent).toContain(t('span_too_many'));
  await keys('Escape', 'j', 'j', '2');
  expect(marked()).toEqual(['duty: The', 'right: tenant', 'duty: pays']);
  await keys('Shift+ArrowRight');
  expect(layer.textContent).toContain(t('span_overlaps'));
  expect(marked()).toEqual(['duty: The', 'right: tenant', 'duty: pays']);
  await keys('j', 'Delete', 'k', 'k', 'Shift+ArrowRight');
  expect(marked()).toEqual(['duty: The', 'right: tenant']);
  await keys('Delete', 'j', 'Shift+ArrowRight');
});

test('a label has what is marked and where, counted in the page as it is when it is saved; taken back, the marks stay', async () => {
  const { root, saves, undone, marked, keys, sheetNow } = await open();
  await keys('ArrowDown', '1', 'ArrowRight', '2');
  const before = marked();
  document.querySelector('main')!.insertAdjacentHTML('afterbegin', '<p>An advertisement came late.</p>');
  await keys('Enter');
  const draft = saves[0]!.draft;
  expect(answersAll([clauses], draft.body)).toBe(true);
  expect(placesFit(draft.target, draft.body)).toBe(true);
  const letters = 'Anadvertisementcamelate.'.length;
  expect(draft.body.clauses).toMatchObject({
    spans: [{ start: letters, end: letters + 18 }, { start: letters + 18 }],
  });
  await saves[0]!.answer(own({ body: draft.body, undoUntil: Date.now() + 8000 }));
  expect(root.textContent).toContain(t('saved'));
  await keys('Backspace');
  expect(undone).toEqual(['one']);
  expect(sheetNow().offer.own).toBeNull();
  expect(marked()).toEqual(before);
});

test('that there is nothing has to be said, and not by taking the last mark away', async () => {
  const { saves, marked, keys } = await open();
  await keys('ArrowRight', '1', 'Delete', 'Enter');
  expect(marked()).toBeUndefined();
  expect(saves).toHaveLength(0);
  await keys('0');
  expect(marked()).toEqual([]);
  await keys('Enter');
  expect(saves[0]?.draft.body).toEqual({ clauses: { kind: 'span', spans: [] } });
});

test('an act that is not counted marks nothing and saves nothing', async () => {
  let verdict: ReturnType<Guard> = 'again';
  const { layer, root, saves, marked, keys } = await open(contract, () => verdict);
  await keys('ArrowDown', '1');
  expect(marked()).toBeUndefined();
  expect(layer.textContent).toContain(t('confirm_again'));
  verdict = 'accept';
  await keys('1');
  expect(marked()).toHaveLength(1);
  verdict = 'panel';
  await keys('Enter');
  expect(saves).toHaveLength(0);
  expect(root.textContent).toContain(t('confirm_panel'));
});

test('what is in hand is let go when the page writes another text there', async () => {
  const { layer, marked, keys } = await open();
  await keys('ArrowDown');
  document.querySelector('p')!.firstChild!.nodeValue = 'The landlord pays rent. He may ';
  await keys('1');
  expect(marked()).toBeUndefined();
  expect(inHand(layer)).toBeUndefined();
  await keys('ArrowDown', '1');
  expect(marked()).toEqual(['duty: The landlord pays rent.']);
});

test('what is locked is shown where it is, and takes no more marks', async () => {
  const place = [
    { type: 'TextPositionSelector' as const, start: 9, end: 17 },
    {
      type: 'TextQuoteSelector' as const,
      exact: 'pays rent',
      prefix: 'The tenant ',
      suffix: '. He may withhold',
    },
  ];
  const gone = [
    { type: 'TextPositionSelector' as const, start: 60, end: 78 },
    {
      type: 'TextQuoteSelector' as const,
      exact: 'signed before notary',
      prefix: 'This was ',
      suffix: '. The end of all.',
    },
  ];
  const spans = [
    { class: 'duty', start: 9, end: 17 },
    { class: 'term', start: 60, end: 78 },
  ];
  const { root, marked, keys } = await open({
    ...contract,
    target: selectionTargetOf('https://court.example/contract', [place, gone]),
    own: own({ body: { clauses: { kind: 'span', spans } }, state: 'paid' }),
  });
  await act(async () => void (await vi.advanceTimersByTimeAsync(5_000)));

  const items = [...root.querySelectorAll('.passage-item')].map(({ textContent }) => textContent);
  expect(items).toEqual(['Dutypays rent', `Termsigned before notary${t('span_gone')}`]);
  await keys('ArrowDown', '1');
  expect(marked()).toEqual(['duty: pays rent', 'term: signed before notary']);
  expect(root.querySelector(`[aria-label="${t('span_remove', 'pays rent')}"]`)).toBeNull();
});

test.each([
  ['direction', 'rtl', ['ArrowLeft', 'ArrowLeft', 'ArrowRight', '1', 'ArrowDown', 'ArrowDown', '2']],
  ['writing-mode', 'vertical-rl', ['ArrowDown', 'ArrowDown', 'ArrowUp', '1', 'ArrowLeft', 'ArrowLeft', '2']],
  [
    'writing-mode',
    'vertical-lr',
    ['ArrowDown', 'ArrowDown', 'ArrowUp', '1', 'ArrowRight', 'ArrowRight', '2'],
  ],
])('arrows go as the text runs: %s %s', async (property, value, presses) => {
  const { marked, keys } = await open();
  for (const element of document.querySelectorAll<HTMLElement>('p, b'))
    element.style.setProperty(property, value);
  await keys(...presses);
  expect(marked()).toEqual(['duty: The', 'right: He may withhold it, too.']);
});

test('two campaigns share the card: each has its own marks, and keys and clicks turn from one to the other', async () => {
  const second = { ...offer({ ...contract, title: 'Promises' }), campaign: hex32('9') };
  const { root, layer, answering, marked, keys } = await open(contract, ownPageGuard, second);
  const markedBy = (at: number) => {
    const sheet = answering.store.getState().sheets[at]!;
    return marked(sheet, sheet.offer.target);
  };
  await keys('ArrowRight', '1');
  expect(inHand(layer)).toBe(t('span_marked', 'The'));
  await keys('PageDown');
  expect(root.textContent).toContain('Promises');
  // A span of the other campaign is not in hand here: no key could change it.
  expect(inHand(layer)).toBeUndefined();
  await keys('2');
  expect(markedBy(1)).toBeUndefined();
  await keys('ArrowRight', 'ArrowRight', '2');
  expect([markedBy(0), markedBy(1)]).toEqual([['duty: The'], ['right: tenant']]);
  // Text without a class stays in hand, and the bar asks what the other campaign asks.
  await keys('ArrowRight', 'PageUp');
  expect(inHand(layer)).toBe(t('span_mark', 'pays'));
  await keys('t');
  expect([markedBy(0), markedBy(1)]).toEqual([['duty: The', 'term: pays'], ['right: tenant']]);
  await click(byName(root, 'button', t('next')));
  expect(root.textContent).toContain('Promises');
  expect(inHand(layer)).toBeUndefined();
});

test('what is marked while a label is being saved keeps its place', async () => {
  const { saves, marked, keys } = await open();
  await keys('ArrowRight', '1', 'Enter', 'ArrowRight', '2');
  await saves[0]!.answer(own({ body: saves[0]!.draft.body, undoUntil: Date.now() + 8000 }));
  expect(marked()).toEqual(['duty: The', 'right: tenant']);
  await keys('Enter');
  expect(placesFit(saves[1]!.draft.target, saves[1]!.draft.body)).toBe(true);
});

test('a passage that was marked and not saved in time is not shown as sent, and one that was taken away is there', async () => {
  const { root, saves, marked, keys } = await open();
  await keys('ArrowRight', '1', 'Enter');
  await saves[0]!.answer(own({ body: saves[0]!.draft.body, undoUntil: Date.now() + 8000 }));
  await keys('Delete', 'ArrowDown', '2');
  expect(marked()).toEqual(['right: The tenant pays rent.']);
  await act(async () => void (await vi.advanceTimersByTimeAsync(9_000)));
  expect(marked()).toEqual(['duty: The']);
  expect(root.textContent).toContain(t('change_too_late'));
});

test('passages are marked where the card shows them: a question about the page makes room', async () => {
  const whole = offer({ title: 'The whole page', campaign: hex32('9') });
  const { root, answering, keys, undone } = await open(whole, ownPageGuard, contract);
  await keys('ArrowRight');
  expect(root.textContent).toContain('The whole page');
  await keys('1');
  expect(root.textContent).toContain('Clauses');
  expect(answering.store.getState().sheets[0]!.draft).toEqual({});
  await keys('Backspace');
  expect(undone).toEqual([]);
  expect(answering.store.getState().sheets[1]!.draft).toEqual({});
});

test('the same text is taken in hand again when it is selected again', async () => {
  const { layer } = await open();
  const text = document.querySelector('p')!.firstChild!;
  const select = async (from: number, to: number) => {
    getSelection()!.removeAllRanges();
    document.dispatchEvent(new Event('selectionchange'));
    getSelection()!.setBaseAndExtent(text, from, text, to);
    document.dispatchEvent(new Event('selectionchange'));
    await press(document.body, 'Shift', { shiftKey: true });
    const up = new KeyboardEvent('keyup', { key: 'Shift', bubbles: true });
    Object.defineProperty(up, 'isTrusted', { value: true });
    await act(() => void document.body.dispatchEvent(up));
  };
  await select(4, 10);
  expect(inHand(layer)).toBe(t('span_mark', 'tenant'));
  await click(byName(layer, 'button', t('span_close')));
  expect(inHand(layer)).toBeUndefined();
  await select(4, 10);
  expect(inHand(layer)).toBe(t('span_mark', 'tenant'));
});
