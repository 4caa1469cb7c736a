import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Where the focus goes when the view that had it has given way to another: to what leads back there (`data-view`), else to the
 * heading of the one that came.
 * @param view names what is shown; the first takes no focus
 * @returns for the element in which the views are drawn
 */
export function useFocusOnArrival<Holder extends HTMLElement>(view: string): RefObject<Holder | null> {
  const holder = useRef<Holder>(null);
  const last = useRef(view);
  useLayoutEffect(() => {
    const heading = holder.current?.querySelector<HTMLElement>('h1, h2');
    // Without a heading it is not drawn yet.
    if (last.current === view || !heading) return;
    const wayBack = holder.current?.querySelector<HTMLElement>(`[data-view="${CSS.escape(last.current)}"]`);
    last.current = view;
    heading.tabIndex = -1;
    for (const one of [wayBack, heading]) if (document.activeElement === document.body) one?.focus();
  });
  return holder;
}
