/** A place in the viewport, in CSS pixels. */
interface Place {
  left: number;
  top: number;
}

/**
 * Puts a part of the layer at a place in the viewport. By translation: it needs no layout, and counts as no shift of
 * the page's layout (Layout Instability).
 */
export function put(part: HTMLElement, at: Place, origin: Place): void {
  const there = `${Math.round(at.left - origin.left)}px ${Math.round(at.top - origin.top)}px`;
  if (part.style.translate !== there) part.style.translate = there;
}
