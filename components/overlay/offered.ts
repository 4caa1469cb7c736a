import type { Offered } from '../../lib/view/offer.ts';
import { offerKey } from './offer.ts';

/** What tells one address's offers from another's. */
export const tasksOf = ({ page, selection, element }: Offered): string =>
  [
    ...page.map(offerKey),
    ...selection.map(offerKey),
    ...element.map(({ termsHash, address }) => `${termsHash} ${address}`),
  ].join();

export const isEmpty = (offered: Offered): boolean =>
  Object.values(offered).every(({ length }) => length === 0);
