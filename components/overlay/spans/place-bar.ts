import { type Box, boxAt, openPlace, overlap, type Place } from '../chips/places.ts';

export interface BarNeeds {
  size: { width: number; height: number };
  view: { width: number; height: number };
  card: Box | undefined;
}

/**
 * Where the bar of what is in hand stands: under its last line, above its first, or beside, and not under the card. It
 * stays there beside its words while the page scrolls, unless it comes under the card: what is about to be clicked does
 * not move by itself.
 * @returns finds the place for lines in the viewport; `of` is another when other words are in hand
 */
export function barPlacer(): (of: object, lines: readonly Box[], needs: BarNeeds) => Place | undefined {
  let kept: { of: object; size: string; left: number; top: number } | undefined;
  return (of, lines, { size, view, card }) => {
    const [first, last] = [lines[0], lines.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    const sized = `${Math.round(size.width)} ${Math.round(size.height)} ${view.width} ${view.height}`;
    const here = kept && boxAt({ left: first.left + kept.left, top: first.top + kept.top }, size);
    const isUnder = here !== undefined && card !== undefined && overlap(here, card);
    if (kept?.of !== of || kept.size !== sized || isUnder) {
      const top = Math.min(first.top, last.top);
      const bottom = Math.max(first.bottom, last.bottom);
      const words = { left: last.left, right: last.left + size.width, top, bottom };
      const at = openPlace(words, size, view, card);
      kept = { of, size: sized, left: at.left - first.left, top: at.top - first.top };
    }
    return { left: first.left + kept.left, top: first.top + kept.top };
  };
}
