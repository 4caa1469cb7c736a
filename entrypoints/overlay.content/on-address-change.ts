import type { PageHere } from '../../lib/messages.ts';

/** How long a page that moved without loading gets to draw itself and to rewrite its canonical address. */
const settleMs = 300;

/**
 * Tells when the page goes to another address without loading (history API), by the Navigation API; where there is none, by
 * looking at the address after the acts that move a page. When it calls itself something else, which may come late. Also when a page
 * comes back out of the back-forward cache: what it had asked is as old as its leaving. Nothing of the page is patched, nothing is
 * polled.
 * @returns has it looked at, for who sees that it is another
 */
export function onAddressChange(page: () => PageHere, onChange: () => void, signal: AbortSignal): () => void {
  const now = () => JSON.stringify(page());
  let seen = now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      if (now() === seen) return;
      seen = now();
      onChange();
    }, settleMs);
  };
  // A page may change its head all the time: what is waited for already is not put off.
  const naming = new MutationObserver(() => {
    if (timer === undefined && now() !== seen) check();
  });
  if (document.head instanceof Node)
    naming.observe(document.head, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['href', 'rel'],
    });
  signal.addEventListener(
    'abort',
    () => {
      clearTimeout(timer);
      naming.disconnect();
    },
    { once: true },
  );
  addEventListener('pageshow', ({ isTrusted, persisted }) => isTrusted && persisted && onChange(), {
    capture: true,
    signal,
  });
  if ('navigation' in globalThis) navigation.addEventListener('currententrychange', check, { signal });
  else
    for (const kind of ['popstate', 'hashchange', 'click', 'keyup'])
      addEventListener(kind, check, { capture: true, passive: true, signal });
  return check;
}
