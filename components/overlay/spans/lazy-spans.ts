import { createStore, type StoreApi } from 'zustand/vanilla';
import { lettersOf, quoteAt } from '../../../lib/protocol/target/places.ts';
import type { Offer } from '../../../lib/view/offer.ts';
import type { Passages } from '../../question/passages.ts';
import { offerKey } from '../offer.ts';
import { placeKey } from '../with-places.ts';
import { type OpenSpans, type Spans, type SpansNeeds, type Standings, standingKey } from './spans.ts';

export interface LazySpans extends Spans {
  standings: StoreApi<Standings>;
}

/** Passages before and after their script has come: until then no key means anything, and nothing has its place. */
export function lazySpans(
  load: () => Promise<OpenSpans>,
  needs: Omit<SpansNeeds, 'standings'>,
  signal: AbortSignal,
): LazySpans {
  const standings = createStore<Standings>()(() => new Map());
  let spans: Spans | undefined;
  let labeling = false;
  const open = async () => {
    const opened = await load();
    if (signal.aborted) return;
    spans = opened({ ...needs, standings }, signal);
    spans.setLabeling(labeling);
  };
  // Who reads on without it can still abstain; the next page asks again.
  open().catch(() => {});
  return {
    standings,
    key: (press) => spans?.key(press),
    setLabeling(on) {
      labeling = on;
      spans?.setLabeling(on);
    },
    renew: () => spans?.renew(),
    show: (task, letters) => spans?.show(task, letters),
  };
}

/** What a view of the offer's passages is told: their words by its target, and where they are by the page. */
export function passagesOf(
  offer: Offer,
  standings: Standings | null,
  show: Spans['show'] | null,
): Passages | undefined {
  const { target } = offer;
  const task = offerKey(offer);
  if (target.unit !== 'selection') return undefined;
  const quotes = new Map(target.places.map((place) => [placeKey(lettersOf(place)), quoteAt(place)]));
  return {
    quoteOf: (span) => quotes.get(placeKey(span)) ?? '',
    standingOf: (span) => standings?.get(standingKey(task, span)),
    show: show && ((span) => show(task, span)),
  };
}
