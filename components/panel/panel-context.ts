import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { useStore } from '../parts/use-store.ts';
import type { Panel, PanelState } from './store.ts';

export const PanelContext = createContext<Panel | null>(null);

export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (panel === null) throw new Error('PanelContext is missing');
  return panel;
}

export const usePanelState = (): PanelState => useStore(usePanel().store);
