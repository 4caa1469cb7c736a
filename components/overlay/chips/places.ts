import type { Flow } from '../layer/flow.ts';

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

/** Where a chip is held, and from where it grows: to the left of its place, or to the right. */
export interface Corner extends Place {
  side: 'left' | 'right';
}

/** In which upper corner nothing begins that is read. */
export const cornerOf = (flow: Flow): Corner['side'] =>
  flow === 'rtl' || flow === 'vertical-rl' ? 'left' : 'right';

/**
 * The place of an element's chip: in its upper corner of that side, or further down, where a part of it that is taller than
 * the viewport begins.
 * @param order how many other campaigns have a chip there
 * @returns undefined when the element is not drawn
 */
export function chipPlace(
  element: Box,
  width: number,
  order: number,
  side: Corner['side'],
): Corner | undefined {
  if (element.right - element.left < 1 || element.bottom - element.top < 1) return undefined;
  const lowest = element.bottom - inset - chipSize;
  const top = Math.max(element.top + inset, Math.min(inset, lowest)) + order * (chipSize + inset);
  const left =
    side === 'right'
      ? Math.max(chipSize + inset, Math.min(element.right, width) - inset)
      : Math.min(width - chipSize - inset, Math.max(element.left, 0) + inset);
  return { left, top, side };
}

/** The room of a chip that has no answer yet. */
export const chipBox = ({ left, top, side }: Corner): Box =>
  boxAt({ left: side === 'right' ? left - chipSize : left, top }, { width: chipSize, height: chipSize });

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
