import type { Place, SelectionTarget } from './selection.ts';

/** The most places that one label may name, and the most UTF-16 units that all their quotes and contexts have together. */
export const maxPlaces = 400;
export const maxPlaceText = 200_000;
/** The longest quote, and the longest context on either side of it, in UTF-16 units. */
export const maxExact = 8000;
export const maxContext = 2000;

/** Versions of the text model that a label may count in, and the one that new labels do. */
export const textModels = [1, 2] as const;
export const textModel = 2;

/** The letters that a place holds, `end` excluded. */
export function lettersOf(selectors: Place): { start: number; end: number } {
  const found = selectors.find((one) => one.type === 'TextPositionSelector');
  return { start: found?.start ?? 0, end: found?.end ?? 0 };
}

export function quoteAt(selectors: Place): string {
  return selectors.find((one) => one.type === 'TextQuoteSelector')?.exact ?? '';
}

const unitsOf = (selectors: Place): number => {
  const found = selectors.find((one) => one.type === 'TextQuoteSelector');
  return found === undefined ? 0 : found.exact.length + found.prefix.length + found.suffix.length;
};

/** Whether places are few and short enough for one label. */
export const placesAreFew = (places: readonly Place[]): boolean =>
  places.length <= maxPlaces && places.reduce((sum, one) => sum + unitsOf(one), 0) <= maxPlaceText;

/** @param places of what is marked; none on a page that nobody has marked yet */
export const selectionTargetOf = (address: string, places: readonly Place[] = []): SelectionTarget => ({
  unit: 'selection',
  unitKey: 'selection',
  address,
  textModel,
  places: [...places],
});
