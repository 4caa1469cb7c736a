import type { ElementsOffer, Offer } from '../../lib/view/offer.ts';
import { offerKey } from './offer.ts';

/** What one address offers: itself, and its elements. */
export interface Offered {
  offers: readonly Offer[];
  elements: readonly ElementsOffer[];
}

/** What tells one address's offers from another's. */
export const tasksOf = ({ offers, elements }: Offered): string =>
  [...offers.map(offerKey), ...elements.map(({ termsHash, address }) => `${termsHash} ${address}`)].join();
