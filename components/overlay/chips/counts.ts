import type { ElementsOffer } from '../../../lib/view/offer.ts';

/** How many elements of each campaign the page has, as far as they were found. */
export type Counts = readonly { offer: ElementsOffer; found: number }[];
