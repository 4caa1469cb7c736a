import { createContext, type FunctionComponent } from 'preact';
import type { Hex } from '../../../lib/protocol/scalar/hex.ts';

/** How the instructions and examples of a sheet's campaign are drawn here; null where a sheet says nothing of them. */
export const GuideContext = createContext<FunctionComponent<{ campaign: Hex }> | null>(null);
