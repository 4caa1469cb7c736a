/** IntersectionObserver v2 (W3C draft, "visibility"), which the browser computes itself and no page can disturb. */
interface SightEntry extends IntersectionObserverEntry {
  readonly isVisible?: boolean;
}

export const canObserveSight = (): boolean => 'isVisible' in IntersectionObserverEntry.prototype;

/** Tells whether the card is seen whole: in the viewport, with nothing above it and no effect on it. */
export function watchByObserver(
  card: Element,
  onSight: (visible: boolean) => void,
  signal: AbortSignal,
): void {
  const options: IntersectionObserverInit & { trackVisibility: boolean; delay: number } = {
    trackVisibility: true,
    delay: 100,
    threshold: [0, 0.5, 0.99],
  };
  const observer = new IntersectionObserver((entries: SightEntry[]) => {
    const last = entries[entries.length - 1];
    if (last !== undefined) onSight(last.isVisible === true && last.intersectionRatio >= 0.99);
  }, options);
  observer.observe(card);
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
}
