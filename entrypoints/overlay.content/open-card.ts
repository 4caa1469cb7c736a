import { createActivityMeter } from '../../components/overlay/activity.ts';
import { createAnswering } from '../../components/overlay/answering.ts';
import { openChips } from '../../components/overlay/chips/open-chips.ts';
import { drawOverlay } from '../../components/overlay/draw-overlay.tsx';
import { createGuard } from '../../components/overlay/guard.ts';
import { tasksOf } from '../../components/overlay/offered.ts';
import { createSurface } from '../../components/overlay/surface.ts';
import { timeSpent } from '../../components/overlay/time-spent.ts';
import type { Language } from '../../components/parts/language.ts';
import type { Caller, PageCalls, PageHere } from '../../lib/messages.ts';
import type { Offered } from '../../lib/view/offer.ts';

export interface OpenCard {
  toggleLabeling(): void;
  /** Takes newer offers if they are of the same tasks, so that nothing half answered is lost; else says false. */
  receive(offered: Offered): boolean;
  /** How many elements each campaign finds here. */
  found(): Record<string, number>;
  close(): void;
}

export interface CardNeeds {
  call: Caller<PageCalls>;
  page: PageHere;
  language: Language;
  style: CSSStyleSheet;
}

/** The card and the chips for what one address offers, with everything that they need from the page. */
export function openCard(
  offered: Offered,
  { call, page: here, language, style }: CardNeeds,
  page: AbortSignal,
): OpenCard {
  const own = new AbortController();
  const signal = AbortSignal.any([page, own.signal]);
  const now = () => performance.now();
  const surface = createSurface(document, style, signal);
  const activeMs = timeSpent(createActivityMeter(now, signal));
  const common = { call, clock: Date.now, activeMs };
  const answering = createAnswering(offered.page, common);
  const guard = createGuard({ host: surface.host, card: surface.root, now }, signal);
  const chips =
    offered.element.length > 0
      ? openChips(offered.element, { ...common, surface, page: here, language, now }, signal)
      : null;
  const needs = { answering, guard, language, clock: Date.now };
  const { toggleLabeling } = drawOverlay(surface, chips === null ? needs : { ...needs, chips }, signal);
  const tasks = tasksOf(offered);
  return {
    toggleLabeling,
    receive(newer) {
      const same = tasksOf(newer) === tasks;
      if (same) answering.receive(newer.page);
      return same;
    },
    found: () =>
      Object.fromEntries(chips?.counts.getState().map(({ offer, found }) => [offer.campaign, found]) ?? []),
    close: () => own.abort(),
  };
}
