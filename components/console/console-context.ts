import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { useStore } from '../parts/use-store.ts';
import type { Console } from './console.ts';
import type { Editing } from './editing.ts';
import type { ConsoleState } from './store.ts';

export const ConsoleContext = createContext<Console | null>(null);

export function useConsole(): Console {
  const found = useContext(ConsoleContext);
  if (found === null) throw new Error('ConsoleContext is missing');
  return found;
}

export const useConsoleState = (): ConsoleState => useStore(useConsole().store);

/** The open plan; the editor is drawn only while there is one. */
export function useEditing(): Editing {
  const { editing } = useConsoleState();
  if (editing === null) throw new Error('no plan is open');
  return editing;
}
