import { createActivityMeter } from '../../components/overlay/activity.ts';
import { createAnswering } from '../../components/overlay/answering.ts';
import { drawOverlay } from '../../components/overlay/draw-overlay.tsx';
import { createGuard } from '../../components/overlay/guard.ts';
import { offerKey } from '../../components/overlay/offer.ts';
import { createSurface } from '../../components/overlay/surface.ts';
import { timeSpent } from '../../components/overlay/time-spent.ts';
import type { Language } from '../../components/parts/language.ts';
import type { Caller, PageCalls } from '../../lib/messages.ts';
import type { Offer } from '../../lib/view/offer.ts';

export interface OpenCard {
  toggleLabeling(): void;
  /** Takes newer offers if they are of the same tasks, so that nothing half answered is lost; else says false. */
  receive(offers: readonly Offer[]): boolean;
  close(): void;
}

export interface CardNeeds {
  call: Caller<PageCalls>;
  language: Language;
  style: CSSStyleSheet;
}

/** The card for the offers of one address, with everything that it needs from the page. */
export function openCard(
  offers: readonly Offer[],
  { call, language, style }: CardNeeds,
  page: AbortSignal,
): OpenCard {
  const own = new AbortController();
  const signal = AbortSignal.any([page, own.signal]);
  const now = () => performance.now();
  const surface = createSurface(document, style, signal);
  const activeMs = timeSpent(createActivityMeter(now, signal));
  const answering = createAnswering(offers, { call, clock: Date.now, activeMs });
  const guard = createGuard({ host: surface.host, card: surface.root, now }, signal);
  const { toggleLabeling } = drawOverlay(surface, { answering, guard, language, clock: Date.now }, signal);
  const tasks = offers.map(offerKey).join();
  return {
    toggleLabeling,
    receive(newer) {
      const same = newer.map(offerKey).join() === tasks;
      if (same) answering.receive(newer);
      return same;
    },
    close: () => own.abort(),
  };
}
