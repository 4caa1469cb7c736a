/** How long a page that moved without loading gets to draw itself and to rewrite its canonical address. */
const settleMs = 300;

/**
 * Tells when the page goes to another address without loading (history API), by the Navigation API; where there is none, by
 * looking at the address after the acts that move a page. Also when a page comes back out of the back-forward cache: what
 * it had asked is as old as its leaving. Nothing of the page is patched, nothing is polled.
 */
export function onAddressChange(onChange: () => void, signal: AbortSignal): void {
  let seen = location.href;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (location.href === seen) return;
      seen = location.href;
      onChange();
    }, settleMs);
  };
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  addEventListener('pageshow', ({ isTrusted, persisted }) => isTrusted && persisted && onChange(), {
    capture: true,
    signal,
  });
  if ('navigation' in globalThis) navigation.addEventListener('currententrychange', check, { signal });
  else
    for (const kind of ['popstate', 'hashchange', 'click', 'keyup'])
      addEventListener(kind, check, { capture: true, passive: true, signal });
}
