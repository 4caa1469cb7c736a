/** A place in the viewport, in CSS pixels. */
export interface Place {
  left: number;
  top: number;
}

export interface Box extends Place {
  right: number;
  bottom: number;
}

const gap = 6;
/** The least of a chip: its target size, and its distance from the corner. */
export const chipSize = 24;
const inset = 4;

/**
 * Where an element's chip ends at the right: in its upper end corner, or further down, where a part of it that is
 * taller than the viewport begins.
 * @param order how many other campaigns have a chip there
 * @returns undefined when the element is not drawn
 */
export function chipPlace(element: Box, width: number, order: number): Place | undefined {
  if (element.right - element.left < 1 || element.bottom - element.top < 1) return undefined;
  const lowest = element.bottom - inset - chipSize;
  const top = Math.max(element.top + inset, Math.min(inset, lowest)) + order * (chipSize + inset);
  return { left: Math.max(chipSize + inset, Math.min(element.right, width) - inset), top };
}

/** The room of a chip that has no answer yet. */
export const chipBox = ({ left, top }: Place): Box => ({
  left: left - chipSize,
  top,
  right: left,
  bottom: top + chipSize,
});

/**
 * Where the open chip stands: under it, above it or beside it, whole in the viewport, and not under the card.
 * @returns the first that is free, else one that is whole
 */
export function openPlace(
  chip: Box,
  size: { width: number; height: number },
  view: { width: number; height: number },
  card: Box | undefined,
): Place {
  const within = (value: number, most: number) => Math.max(gap, Math.min(value, most - gap));
  const whole = ({ left, top }: Place): Place => ({
    left: within(left, view.width - size.width),
    top: within(top, view.height - size.height),
  });
  const start = chip.right - size.width;
  const wanted: Place[] = [
    { left: start, top: chip.bottom + gap },
    { left: start, top: chip.top - gap - size.height },
    { left: chip.left - gap - size.width, top: chip.top },
    { left: chip.right + gap, top: chip.top },
  ];
  const places = wanted.map(whole);
  const isFree = (place: Place) =>
    !overlap(boxAt(place, size), chip) && (card === undefined || !overlap(boxAt(place, size), card));
  return places.find(isFree) ?? places[0] ?? { left: gap, top: gap };
}

export const boxAt = ({ left, top }: Place, { width, height }: { width: number; height: number }): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

export const overlap = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
