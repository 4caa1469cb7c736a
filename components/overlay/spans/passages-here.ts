import { lettersOf } from '../../../lib/protocol/target/places.ts';
import type { PassagesHere } from '../../../lib/view/passages.ts';
import type { Answering } from '../answering.ts';
import { offerKey } from '../offer.ts';
import { placeKey } from '../with-places.ts';
import { type Standings, standingKey } from './spans.ts';

/** What is marked on this page, saved or not, and where it is: for our own pages. */
export function passagesHere({ store }: Answering, standings: Standings): PassagesHere[] {
  return store.getState().sheets.flatMap(({ offer, draft }) => {
    const { target } = offer;
    if (target.unit !== 'selection') return [];
    const task = offerKey(offer);
    const letters = target.places.map(lettersOf);
    const told = letters.map((one) => [placeKey(one), standings.get(standingKey(task, one)) ?? 'sought']);
    return [{ task, body: draft, target, standings: Object.fromEntries(told) }];
  });
}
