const everyMs = 250;
/** How far inside the card's edges it is tested, in CSS pixels: beyond its rounded corners. */
const inset = 10;

/** Tells whether the card is seen whole, by looking four times a second while the page is shown. */
export function watchBySampling(
  host: HTMLElement,
  card: HTMLElement,
  onSight: (visible: boolean) => void,
  signal: AbortSignal,
): void {
  const look = () => onSight(document.visibilityState === 'visible' && isOnTop(host, card) && isPlain(host));
  const timer = setInterval(look, everyMs);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  addEventListener('pointermove', look, { capture: true, passive: true, signal });
  addEventListener('pointerdown', look, { capture: true, passive: true, signal });
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

/** Nothing that is drawn around the host changes how it looks. In the top layer only its own style does. */
function isPlain(host: HTMLElement): boolean {
  const inTopLayer = 'popover' in host && host.matches(':popover-open');
  for (let at: Element | null = host; at !== null; at = inTopLayer ? null : at.parentElement) {
    const style = getComputedStyle(at);
    const plain =
      style.visibility === 'visible' &&
      style.opacity === '1' &&
      style.filter === 'none' &&
      style.transform === 'none' &&
      style.clipPath === 'none' &&
      style.maskImage === 'none' &&
      style.mixBlendMode === 'normal';
    if (!plain) return false;
  }
  return true;
}
