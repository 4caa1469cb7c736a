import type { Hear } from './hearing.ts';

const everyMs = 250;
/** How far inside the card's edges it is tested, in CSS pixels: beyond its rounded corners. */
const inset = 10;

/** Tells whether the card is seen whole, by looking four times a second while the page is shown. */
export function watchBySampling(
  host: HTMLElement,
  card: HTMLElement,
  hear: Hear,
  onSight: (visible: boolean) => void,
  signal: AbortSignal,
): void {
  // A page can take the names of its document (a form called `querySelectorAll`): what can not be asked is not seen.
  const look = () => {
    let seen = false;
    try {
      seen =
        document.visibilityState === 'visible' &&
        isOnTop(host, card) &&
        [host, document.documentElement].every(isPlain) &&
        isAlone(host);
    } finally {
      onSight(seen);
    }
  };
  const timer = setInterval(look, everyMs);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  hear('pointermove', look, { signal });
  hear('pointerdown', look, { signal });
  look();
}

/** The topmost element at the card's middle and near its corners is our host. */
function isOnTop(host: HTMLElement, card: HTMLElement): boolean {
  const { left, right, top, bottom } = card.getBoundingClientRect();
  if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight || right - left < 2 * inset)
    return false;
  const xs = [left + inset, (left + right) / 2, right - inset];
  const ys = [top + inset, (top + bottom) / 2, bottom - inset];
  return xs.every((x) => ys.every((y) => document.elementFromPoint(x, y) === host));
}

/**
 * Its own style leaves it as it is; what is hidden no hit test finds. Of what is around it only the root matters in the
 * top layer: Firefox filters that with it.
 */
function isPlain(element: Element): boolean {
  const style = getComputedStyle(element);
  return (
    style.opacity === '1' &&
    style.filter === 'none' &&
    style.transform === 'none' &&
    style.clipPath === 'none' &&
    style.maskImage === 'none' &&
    style.mixBlendMode === 'normal'
  );
}

/** A later member of the top layer is drawn above the card, and where it lets clicks through no hit test finds it. */
function isAlone(host: HTMLElement): boolean {
  return [...document.querySelectorAll(':popover-open, :modal, :fullscreen')].every((one) => one === host);
}
