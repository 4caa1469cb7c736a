import { act } from 'preact/test-utils';
import { onTestFinished, vi } from 'vitest';
import { createAnswering } from '../../../components/overlay/answering.ts';
import { type DrawnOverlay, drawOverlay } from '../../../components/overlay/draw-overlay.tsx';
import type { ShowGuide } from '../../../components/overlay/guide/guide.ts';
import { openPalette } from '../../../components/overlay/palette/open-palette.tsx';
import { type Guard, ownPageGuard } from '../../../components/overlay/verdict.ts';
import type { Offer } from '../../../lib/view/offer.ts';
import { background } from './background.ts';
import { byName, click } from './drawing.tsx';
import { english } from './words.ts';

const styleOf = () => new CSSStyleSheet();

/** To be called before each test: time stands still but for `wait`. */
export function holdTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  onTestFinished(() => void vi.useRealTimers());
}

/** The card on these offers, with the other side of its calls. */
export async function open(offers: readonly Offer[], guard: Guard = ownPageGuard, showGuide?: ShowGuide) {
  const there = background();
  const answering = createAnswering(offers, { call: there.call, clock: Date.now, activeMs: () => 1234 });
  const host = document.createElement('div');
  document.body.append(host);
  const end = new AbortController();
  onTestFinished(() => {
    end.abort();
    host.remove();
  });
  const surface = { host, root: host };
  const loadPalette = vi.fn(async () => openPalette);
  const needs = {
    answering,
    guard,
    language: english,
    clock: Date.now,
    call: there.call,
    loadPalette,
    styleOf,
    ...(showGuide && { showGuide }),
  };
  let drawn: DrawnOverlay | undefined;
  await act(() => {
    drawn = drawOverlay(surface, needs, end.signal);
  });
  const wait = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
  const label = () => click(byName(host, 'button', english.t('labeling_start')));
  /** The command's own keys. */
  const toggle = () => act(() => drawn?.toggleLabeling());
  return { ...there, host, answering, loadPalette, wait, label, toggle };
}
