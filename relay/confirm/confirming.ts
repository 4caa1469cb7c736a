import type { RelayConfig } from '../config.ts';
import type { Looking } from './look.ts';
import { systemResolve } from './resolve.ts';

/** How the relay looks at labeled pages. */
export interface Confirming {
  looking: Looking;
  /** Seconds after a look that missed a page until the next. */
  againSeconds: number;
  /** Milliseconds between two looks at one host. */
  pauseMs: number;
}

const limit = 8000;
const pauseMs = 1000;

/** @param publicUrl says to the sites' operators who asks */
export function confirmingOf(config: RelayConfig, publicUrl: string): Confirming | undefined {
  if (config.CONFIRM_PAGES === 'off') return undefined;
  const agent = `Glosa-relay (+${publicUrl})`;
  const origins = new Set(config.CONFIRM_ORIGINS);
  return {
    looking: { resolve: systemResolve, origins, agent, limit },
    againSeconds: config.CONFIRM_AGAIN_SECONDS,
    pauseMs,
  };
}
