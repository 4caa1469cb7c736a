/**
 * Tells when these elements get other attributes, or the page's root other children, among which they stand: also of a root that
 * comes in the place of another, with which a card comes back.
 */
export function watchTouch(elements: readonly Element[], onTouch: () => void, signal: AbortSignal): void {
  const touched = new MutationObserver(() => {
    onTouch();
    watchRoot();
  });
  const watchRoot = () => {
    for (const at of [document, document.documentElement])
      if (at instanceof Node) touched.observe(at, { childList: true });
  };
  for (const one of elements) touched.observe(one, { attributes: true });
  watchRoot();
  signal.addEventListener('abort', () => touched.disconnect(), { once: true });
}
