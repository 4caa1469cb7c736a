/** Below this the card's words could not be read. */
const leastZoom = 0.5;

/**
 * Where the card stands and how large: text that is the same as long as no page has moved it. All that a page can still do to it is
 * done to its host or to the root: nothing else is around it in the top layer.
 * @returns undefined where it does not stand as we put it, or a picture stands for the page (css-view-transitions-2, 4.4)
 */
export function placeOf(host: HTMLElement): string | undefined {
  const root = document.documentElement;
  if (host.parentNode !== root || !host.matches(':popover-open')) return undefined;
  if (root.matches(':active-view-transition')) return undefined;
  const { zoom } = getComputedStyle(root);
  return Number(zoom) < leastZoom ? undefined : `${zoom} ${innerWidth} ${innerHeight}`;
}
