import type { Offered } from '../view/offer.ts';

const withoutFragment = (address: string): string => address.replace(/#.*$/s, '');

/**
 * What a document is offered, by what it is in. In a frame passages and elements can be labeled; a whole page is judged where it
 * is the whole page. A page that frames itself is asked once.
 * @param around the address of the tab's document; null where that is the document itself
 */
export function inFrame(offered: Offered, location: string, around: string | null): Offered {
  if (around === null) return offered;
  if (withoutFragment(around) === withoutFragment(location)) return { page: [], selection: [], element: [] };
  return { ...offered, page: [] };
}
