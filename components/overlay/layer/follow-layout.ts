import type { Slices, Work } from '../chips/slices.ts';

/** Pages also move things without an event: how often that is looked for while something is there. */
const driftMs = 500;
/** How long after the last move it is looked what something of the page covers. */
const settleMs = 120;

export interface Placing {
  /** Puts everything in its place with the next frame. */
  soon(): void;
}

export interface Following {
  /** Puts everything in its place: reads all places before it writes any. */
  place(): void;
  /** Looks what of it the page covers, each look a step. */
  settle(): Work;
  isEmpty(): boolean;
  slices: Slices;
}

/**
 * Keeps what is drawn in the layer where it belongs. The layer has the document's coordinates, so the browser itself
 * scrolls it with the page; what scrolls inside of the page is followed frame by frame. What moves during a look is looked
 * at again soon.
 */
export function followLayout({ place, settle, isEmpty, slices }: Following, signal: AbortSignal): Placing {
  let isLooking = false;
  let frame: number | undefined;
  let settling: ReturnType<typeof setTimeout> | undefined;

  function* look(): Work {
    yield* settle();
    isLooking = false;
  }
  const soon = () => {
    frame ??= requestAnimationFrame(() => {
      frame = undefined;
      place();
    });
    if (isLooking) return;
    clearTimeout(settling);
    settling = setTimeout(() => {
      isLooking = true;
      slices(look());
    }, settleMs);
  };
  for (const kind of ['scroll', 'load', 'transitionend', 'animationend', 'toggle'])
    document.addEventListener(kind, soon, { capture: true, passive: true, signal });
  addEventListener('resize', soon, { passive: true, signal });
  const drift = setInterval(() => {
    if (document.visibilityState === 'visible' && !isEmpty()) soon();
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
