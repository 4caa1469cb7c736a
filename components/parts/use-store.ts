import { useLayoutEffect, useState } from 'preact/hooks';
import type { StoreApi } from 'zustand/vanilla';

/** The store's state, drawn again when it changes. Ours never change while drawing, so nothing can tear. */
export function useStore<State>(store: StoreApi<State>): State {
  const [, redraw] = useState(0);
  useLayoutEffect(() => {
    const drawn = store.getState();
    const again = () => redraw((times) => times + 1);
    const stop = store.subscribe(again);
    if (store.getState() !== drawn) again();
    return stop;
  }, [store]);
  return store.getState();
}
