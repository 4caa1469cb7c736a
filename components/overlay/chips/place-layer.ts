import type { Chip, Followed } from './follow-elements.ts';
import { chipPlace, chipSize, type Place } from './places.ts';
import type { Slices, Work } from './slices.ts';

/** Pages also move things without an event: how often that is looked for while chips are there. */
const driftMs = 500;
/** How long after the last move it is looked which chips something of the page covers. */
const settleMs = 120;

export interface Placing {
  /** Puts everything in its place with the next frame. */
  soon(): void;
}

/**
 * Keeps chips at their elements. The layer has the document's coordinates, so the browser itself scrolls them with the
 * page; what scrolls inside of the page is followed frame by frame. All places are read before any is written.
 * @param needs `after` is called when the chips have their places
 */
export function placeLayer(
  host: Element,
  all: () => readonly Followed[],
  { after, slices }: { after: () => void; slices: Slices },
  signal: AbortSignal,
): Placing {
  let isLooking = false;
  let frame: number | undefined;
  let settling: ReturnType<typeof setTimeout> | undefined;
  const chipsNow = (): Chip[] => all().flatMap(({ chips }) => [...chips.values()]);

  const place = () => {
    frame = undefined;
    const chips = chipsNow();
    const origin = host.getBoundingClientRect();
    const { clientWidth } = document.documentElement;
    const places = chips.map(({ element, followed }) =>
      chipPlace(element.getBoundingClientRect(), clientWidth, followed.order),
    );
    chips.forEach(({ box }, index) => {
      const at = places[index];
      box.toggleAttribute('data-gone', at === undefined);
      if (at !== undefined) put(box, at, origin);
    });
    after();
  };
  const soon = () => {
    frame ??= requestAnimationFrame(place);
    if (isLooking) return;
    clearTimeout(settling);
    settling = setTimeout(() => {
      isLooking = true;
      slices(settle());
    }, settleMs);
  };
  /** A hit test may take a millisecond on a large page, so each is a step. What moves meanwhile is looked at again soon. */
  function* settle(): Work {
    const covered = new Map<Chip, boolean>();
    for (const chip of chipsNow()) {
      covered.set(chip, isCovered(chip, host));
      yield;
    }
    for (const [{ box }, is] of covered) box.toggleAttribute('data-covered', is);
    isLooking = false;
  }
  for (const kind of ['scroll', 'load', 'transitionend', 'animationend', 'toggle'])
    document.addEventListener(kind, soon, { capture: true, passive: true, signal });
  addEventListener('resize', soon, { passive: true, signal });
  const drift = setInterval(() => {
    if (document.visibilityState === 'visible' && all().some(({ chips }) => chips.size > 0)) soon();
  }, driftMs);
  signal.addEventListener(
    'abort',
    () => {
      clearInterval(drift);
      clearTimeout(settling);
      if (frame !== undefined) cancelAnimationFrame(frame);
    },
    { once: true },
  );
  return { soon };
}

/**
 * Puts a part of the layer at a place in the viewport. By translation: it needs no layout, and counts as no shift of
 * the page's layout (Layout Instability).
 */
export function put(part: HTMLElement, at: Place, origin: Place): void {
  const there = `${Math.round(at.left - origin.left)}px ${Math.round(at.top - origin.top)}px`;
  if (part.style.translate !== there) part.style.translate = there;
}

/** Whether something else of the page lies where the chip is: a bar that stays, a part that scrolls, a dialog. */
function isCovered({ box, element }: Chip, host: Element): boolean {
  const { right, top } = box.getBoundingClientRect();
  const [x, y] = [right - chipSize / 2, top + chipSize / 2];
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false;
  const under = document.elementsFromPoint(x, y).find((one) => one !== host);
  if (under === undefined || element.contains(under)) return false;
  return !(under.contains(element) && getComputedStyle(element).pointerEvents === 'none');
}
