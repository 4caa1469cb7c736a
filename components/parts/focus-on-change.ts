import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * Where the focus goes when what was pressed has gone with what it changed: to what is said of it, which can take the focus.
 * @param state what is changed
 */
export function useFocusOnChange<Said extends HTMLElement>(state: unknown): RefObject<Said | null> {
  const said = useRef<Said>(null);
  const before = useRef(state);
  useEffect(() => {
    if (before.current === state) return;
    before.current = state;
    if (document.activeElement === document.body) said.current?.focus();
  });
  return said;
}
