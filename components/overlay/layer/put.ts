/** A place in the viewport, in CSS pixels. */
interface Place {
  left: number;
  top: number;
}

/** Where the layer begins in the viewport, and how large a pixel of it is there: a page can zoom its root. */
export interface Origin extends Place {
  zoom: number;
}

/** Where the browser does not tell how large, it measures by the layer's own pixels (Chrome before 128). */
export function originOf(host: Element): Origin {
  const { left, top } = host.getBoundingClientRect();
  return { left, top, zoom: host.currentCSSZoom ?? 1 };
}

/** The viewport's width without its scroll bar: the root counts it in its own pixels. */
export const viewWidth = ({ zoom }: Origin): number => document.documentElement.clientWidth * zoom;

/**
 * Puts a part of the layer at a place in the viewport. By translation: it needs no layout, and counts as no shift of
 * the page's layout (Layout Instability).
 */
export function put(part: HTMLElement, at: Place, { left, top, zoom }: Origin): void {
  const there = `${Math.round((at.left - left) / zoom)}px ${Math.round((at.top - top) / zoom)}px`;
  if (part.style.translate !== there) part.style.translate = there;
}

/** Makes a part of the layer as large as a box in the viewport. */
export function sizeTo(part: HTMLElement, size: { width: number; height: number }, { zoom }: Origin): void {
  const [width, height] = [`${Math.round(size.width / zoom)}px`, `${Math.round(size.height / zoom)}px`];
  if (part.style.width !== width) part.style.width = width;
  if (part.style.height !== height) part.style.height = height;
}
