import { createActivityMeter } from '../../components/overlay/activity.ts';
import { createAnswering } from '../../components/overlay/answering.ts';
import { openChips } from '../../components/overlay/chips/open-chips.ts';
import { drawOverlay } from '../../components/overlay/draw-overlay.tsx';
import { createGuard } from '../../components/overlay/guard.ts';
import type { HiddenEvents } from '../../components/overlay/hidden-events.ts';
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
  events: HiddenEvents;
}

/** The card and the chips for what one address offers, with everything that they need from the page. */
export function openCard(
  offered: Offered,
  { call, page: here, language, style, events: { hear, hide } }: CardNeeds,
  page: AbortSignal,
): OpenCard {
  const own = new AbortController();
  const signal = AbortSignal.any([page, own.signal]);
  const now = () => performance.now();
  const surface = createSurface(document, style, signal);
  const { host, root: card } = surface;
  hide(card.getRootNode());
  const activeMs = timeSpent(createActivityMeter(now, signal, hear));
  const common = { call, clock: Date.now, activeMs, hear, language };
  const answering = createAnswering(offered.page, common);
  const guard = createGuard({ host, card, now, hear }, signal);
  const chips = openChips(offered.element, { ...common, surface, page: here, now }, signal);
  const { toggleLabeling } = drawOverlay(surface, { ...common, answering, guard, chips }, signal);
  return {
    toggleLabeling,
    receive(newer) {
      if (tasksOf(newer) !== tasksOf(offered)) return false;
      answering.receive(newer.page);
      return true;
    },
    found: () =>
      Object.fromEntries(chips?.counts.getState().map(({ offer, found }) => [offer.campaign, found]) ?? []),
    close: () => own.abort(),
  };
}
